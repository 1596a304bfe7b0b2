/** The part of RESULTS.md about the query language. */

import { FIRST } from "../queries/questions.js";
import { grouped, ms, on } from "./results.mjs";
import { median } from "./statistics.mjs";

const FASTER = 3;
const PARSING_US = 50;
const WHOLE_PROCESS = 50;
const ALONE = 100;

export function queryResults({ machine, engines, questions, parsing, mlflow }) {
  const [, ...peers] = engines.map(({ name, version }) => `${name} ${version}`);
  const samples = questions[0].engines[0].times.length;
  return `## Asking

${on(machine)}.

### ${grouped(engines[0].runs)} runs x 32 columns, in Chromium

One page per engine in one browser, all with the same Parquet file: Runloom opens it; ${peers.join(" and ")} get it as Arrow IPC from parquet-wasm, and then whatever types they are fastest with
(DuckDB: params that are numbers as DOUBLE, categories as ENUM; arquero: typed arrays, dictionaries for categories). Every engine gives the same number of runs, or the same first ${FIRST} ids, or nothing is written.
The median of ${samples} answers after 3 that do not count, the engines in turn. Each time goes from the question in JavaScript to its answer there: for Runloom, and for DuckDB, there and back to the engine's worker.

| question | Runloom | of it in the worker | ${peers.join(" | ")} | times as fast as the better | aim |
|---|---:|---:|---:|---:|---:|---|
${questions.map(question).join("\n")}

${questions.map(({ name, filter, order }) => `- ${name}: \`${filter}\`${order ? ` ordered by \`${order}\`` : ""}`).join("\n")}

For its time Runloom also does what its page shows with it: the other engines only count${questions.some(({ order }) => order) ? ", or only name the ids" : ""}.

### Reading a filter of 300 characters

| | time | limit / time | aim: ${PARSING_US} µs |
|---|---:|---:|---|
${Object.entries({ native: parsing.native_us, "Wasm, in Chromium": parsing.wasm_us }).map(([name, us]) => `| ${name} | ${us.toFixed(1)} µs | ${(PARSING_US / us).toFixed(1)} | ${met(us <= PARSING_US)} |`).join("\n")}

### Beside MLflow

The 847 runs of a recorded MLflow database (tests/conformance/rest_runs_search.json), which \`runloom query\` reads as they are; for MLflow ${mlflow.version} they are put into a SQLite database by its own tables.
Both print the same ids in the same order. Whole processes: \`runloom query --filter\` and a Python script that calls \`mlflow.search_runs\`. Alone: reading the filter, finding the runs and
putting them in order in memory, beside one warm call of \`mlflow.search_runs\`, which queries the database and makes a data frame.

| filter | runs | process: Runloom | Python | times as fast (aim: ${WHOLE_PROCESS}) | alone: Runloom | search_runs | times as fast (aim: ${ALONE}) |
|---|---:|---:|---:|---:|---:|---:|---:|
${mlflow.filters.map(besideMlflow).join("\n")}`;
}

function question({ name, aim_ms, engines }) {
  const [ours, ...peers] = engines.map(({ times }) => median(times));
  const ratio = Math.min(...peers) / ours;
  const frame = aim_ms ? `, ${aim_ms} ms: ${met(ours < aim_ms)}` : "";
  return `| ${name} | ${tenths(ours)} | ${tenths(median(engines[0].inside))} | ${peers.map(tenths).join(" | ")} | **${ratio.toFixed(1)}** | ${FASTER} times: ${met(ratio >= FASTER)}${frame} |`;
}

function besideMlflow({ filter, matching, whole_ms, alone_ms }) {
  const times = ({ ours, theirs }) => `**${grouped(Math.round(theirs / ours))}**`;
  return `| \`${filter}\` | ${matching} | ${ms(whole_ms.ours)} | ${ms(whole_ms.theirs)} | ${times(whole_ms)} | ${(alone_ms.ours * 1000).toFixed(1)} µs | ${tenths(alone_ms.theirs)} | ${times(alone_ms)} |`;
}

function met(holds) {
  return holds ? "met" : "missed";
}

function tenths(time) {
  return `${time.toFixed(1)} ms`;
}
