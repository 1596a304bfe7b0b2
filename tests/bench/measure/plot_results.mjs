/** The part of RESULTS.md about the other kinds of charts. */

import { RUNS, SIZE } from "./plots.mjs";
import { bytes, grouped, on } from "./results.mjs";
import { median, quantile } from "./statistics.mjs";

const FIRST_MS = 150;
const BRUSH_MS = 33;
const MEMORY = 60e6;

export function plotResults({ machine, kinds }) {
  return `## Drawing other charts of ${grouped(RUNS)} runs

${on(machine)}. The engine by the messages that its page sends, timed in its worker; pictures of ${SIZE.width_px} x ${SIZE.height_px} px. First picture: from columns in memory to pixels, median of
${kinds[0].first.length}. Brush: one on another column than those shown grows, ${kinds[0].brush.length} moves, each with the runs it holds and the picture after it. \`memcpy\` is of the columns shown, 8 bytes a run; memory is
what the engine's Wasm memory grows by when all that was free in it is in use.

| chart | first picture, median | brush, median | 95 % within | of \`memcpy\` | memory | aims: ${FIRST_MS} ms, ${BRUSH_MS} ms, ${bytes(MEMORY)} |
|---|---:|---:|---:|---:|---:|---|
${kinds.map(row).join("\n")}
`;
}

function row({ kind, first, brush, memory, copy_ms }) {
  const p95 = quantile(brush, 0.95);
  const aims = [median(first) <= FIRST_MS, p95 <= BRUSH_MS, memory <= MEMORY].map((holds) => (holds ? "met" : "missed"));
  const times = [median(first), median(brush), p95].map((time) => `${time.toFixed(1)} ms`);
  return `| ${kind} | ${times.join(" | ")} | ${(p95 / copy_ms).toFixed(1)} x | ${bytes(memory)} | ${aims.join(", ")} |`;
}
