/** The part of RESULTS.md about the importance of params. */

import { grouped, on } from "./results.mjs";
import { median } from "./statistics.mjs";

export function importanceResults({ machine, native, optuna, wasm, panels }) {
  const theirs = median(optuna.fanova.times_ms);
  const ratio = (others, ours) => others / median(ours);
  const row = (name, ours, others, aim) =>
    `| ${name} | ${ms(median(ours))} | ${ms(others)} | **${ratio(others, ours).toFixed(0)}** | ${aim} times: ${ratio(others, ours) >= aim ? "met" : "missed"} |`;
  const limit = (name, ours, aim) => `| ${name} | ${ms(ours)} | ${ms(aim)}: ${ours <= aim ? "met" : "missed"} |`;
  const told = (name, { all_ms, longest_ms, steps }) => `| ${name} | ${ms(all_ms)} | ${grouped(steps)} | ${ms(longest_ms)} |`;
  return `## Which params matter

${on(machine)}; Optuna ${optuna.fanova.version} and the crate fanova 0.2.0. One sweep for all, in memory; 64 trees, as deep as they grow. Natively Runloom's figure is a whole process; as Wasm it is the
library as the page has it, and the crate is compiled for speed (\`opt-level = 3\`). Medians. All agree on the param that matters most, or nothing is written.

| fANOVA of 1,000 runs x 10 params | Runloom | peer | times as fast | aim |
|---|---:|---:|---:|---|
${row("natively, beside Optuna", native.fanova, theirs, 100)}
${row("in Chromium, beside Optuna", wasm.fanova, theirs, 30)}
${row("in Chromium, beside the crate fanova in Chromium", wasm.fanova, median(wasm.peer), 20)}

| 10,000 runs x 32 params, in Chromium | Runloom | aim |
|---|---:|---|
${limit("fANOVA", median(wasm.large), 3000)}
${limit("PED-ANOVA", median(wasm.ped), 50)}

PED-ANOVA of the same natively: ${ms(median(native.ped))}, a whole process; Optuna: ${ms(median(optuna.ped.times_ms))}.

The panel on the page asks for more: intervals from 16 bootstrap samples, a noise floor from 20 permutations (100 of PED-ANOVA), curves and pairs, step by step, so that its worker can answer between steps.

| the panel, whole | time | steps | longest step |
|---|---:|---:|---:|
${told("fANOVA, 1,000 x 10", panels.small)}
${told("fANOVA, 10,000 x 32", panels.large)}
${told("PED-ANOVA, 10,000 x 32", panels.ped)}
`;
}

function ms(time) {
  return `${time < 10 ? time.toFixed(1) : grouped(Math.round(time))} ms`;
}
