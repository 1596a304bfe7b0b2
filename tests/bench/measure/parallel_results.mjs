/** The parts of RESULTS.md about parallel coordinates and metric histories. */

import { RUNS } from "./million.mjs";
import { bytes, grouped, on } from "./results.mjs";
import { median, quantile } from "./statistics.mjs";

const KINDS = { search: "as in a search", uniform: "uniform" };
const AHEAD_AT_MOST = 20;

const FIRST_MS = 60;
const BRUSH_MS = { search: 16, uniform: 33 };
const HOVER_MS = 2;
const MEMORY = 60e6;
const HISTORY_MS = 33;

export function parallelResults({ machine, rows, million }) {
  const [{ canvas }] = rows;
  const gpu = /swiftshader|llvmpipe/i.test(machine.webgl) ? " This machine has no GPU: plotly.js draws through WebGL in software, which a GPU would speed up." : "";
  return `## Drawing parallel coordinates

${on(machine)}, charts of ${canvas.width} x ${canvas.height} px with 10 axes, coloured by a metric.${gpu}

One page per library in one browser, one after the other, with the same data in memory: typed arrays for the other libraries, the engine's columns for Runloom. Data as in a search: seven axes follow one
hidden quality with noise, three have five values. Runloom is measured on its own page, which also counts and shows the runs in a table; of HiPlot only the parallel plot is shown.

A picture is done when one pixel of every canvas that was drawn on can be read back after the last drawing call, and is on the screen two frames later (a frame is 17 ms): the first figure of a cell is when it
was done, the second when it was on the screen. Where a library draws a part in each frame, the figure in brackets is when the first part was done. Libraries have drawn and brushed ${grouped(1000)} runs before, so that
their code is compiled.

### First picture

From the call with columns (for Runloom: from the change of its address) to the picture. Medians of up to ${most(rows, "first")} pictures.

${table(rows, "first", (times) => quantile(times, 0.5))}

### Brushing with the mouse

A real pointer draws a brush over the fifth axis, from few runs to most of them, one move after the other: from the event to the picture with that brush. Medians of up to ${most(rows, "brush")} moves, at least 3
where a library takes seconds.

${table(rows, "brush", (times) => quantile(times, 0.5))}

95 % of the moves were done within:

${table(rows, "brush", (times) => quantile(times, 0.95))}

### ${grouped(RUNS)} runs x 10 axes: Runloom alone

The engine by the messages that its page sends, timed in its worker; in brackets there and back from the page. First density: from columns in memory to pixels, scales, layout and all.
\`memcpy\` of the ${grouped((RUNS * 80) / 1e6)} MB that the columns take needs ${million.map(({ copy_ms }) => copy_ms.toFixed(1)).join(" and ")} ms in the same worker.

| | ${million.map(({ kind }) => KINDS[kind]).join(" | ")} | aim |
|---|${million.map(() => "---:|").join("")}---|
| first density, median | ${cells(million, ({ first, copy_ms }) => `${both(first, 0.5)}, ${(quantile(inside(first), 0.5) / copy_ms).toFixed(1)} x \`memcpy\``)} | ${FIRST_MS} ms: ${million.map(({ first }) => met(quantile(inside(first), 0.5) <= FIRST_MS)).join(", ")} |
| the same runs in another width, median | ${cells(million, ({ resized }) => both(resized, 0.5))} | |
| brush and picture, median of ${million[0].brush.length} moves | ${cells(million, ({ brush }) => both(brush, 0.5))} | |
| brush and picture, 95 % within | ${cells(million, ({ brush, copy_ms }) => `${both(brush, 0.95)}, ${(quantile(inside(brush), 0.95) / copy_ms).toFixed(1)} x \`memcpy\``)} | ${million.map(({ kind, brush }) => `${BRUSH_MS[kind]} ms: ${met(quantile(inside(brush), 0.95) <= BRUSH_MS[kind])}`).join(", ")} |
| hover, median of as many | ${cells(million, ({ hover }) => both(hover, 0.5))} | |
| hover, 95 % within | ${cells(million, ({ hover }) => both(hover, 0.95))} | ${HOVER_MS} ms: ${million.map(({ hover }) => met(quantile(inside(hover), 0.95) <= HOVER_MS)).join(", ")} |
| memory beyond the columns | ${cells(million, ({ memory }) => bytes(memory))} | ${bytes(MEMORY)}: ${million.map(({ memory }) => met(memory <= MEMORY)).join(", ")} |
| on the page: move of the pointer to picture, median and 95 % | ${cells(million, ({ page }) => `${tenths(median(page.map(drawn)))}, ${tenths(quantile(page.map(drawn), 0.95))}`)} | |

Memory is what the engine's Wasm memory grows by when all that was free in it is in use.
`;
}

export function historyResults({ machine, zoom, pan, copy, size }) {
  const row = (name, times) => {
    const p95 = quantile(times.map(drawn), 0.95);
    return `| ${name} | ${tenths(median(times.map(drawn)))} | ${tenths(p95)} | ${(p95 / copy.copy_ms).toFixed(1)} x | ${tenths(median(times.map((time) => time.shown_ms)))} | ${HISTORY_MS} ms: ${met(p95 <= HISTORY_MS)} |`;
  };
  return `## Moving along histories

${on(machine)}. ${grouped(1000)} runs with ${grouped(10_000)} points each of one metric, on Runloom's page, a chart of ${size.width} x ${size.height} px. From the event to the picture, ${zoom.length} times each; done and on the screen as above.
\`memcpy\` of the ${grouped(copy.bytes / 1e6)} MB that steps and values take needs ${tenths(copy.copy_ms)} on the same page. While the window moves a crowd is drawn in wider columns;
at rest, 0.4 s later, in all of them.

| | done, median | 95 % | as many times \`memcpy\` | on the screen, median | aim |
|---|---:|---:|---:|---:|---|
${row("zoom with a key", zoom)}
${row("move with the mouse", pan)}
`;
}

/** A line per kind and number of runs, a column per library. */
function table(rows, what, pick) {
  const names = rows[0].libraries.map(({ name }) => name);
  const head = `| runs | ${names.join(" | ")} | times as fast as the best |\n|---|${names.map(() => "---:|").join("")}---:|`;
  return [head, ...rows.map((row) => line(row, what, pick))].join("\n");
}

function line({ kind, size, libraries }, what, pick) {
  const [ours, ...theirs] = libraries.map((library) => (library[what].length === 0 ? Infinity : pick(library[what].map(drawn))));
  const ratio = Math.min(...theirs) / ours;
  const aim = size === 100_000 ? `${AHEAD_AT_MOST}: ${met(ratio >= AHEAD_AT_MOST)}` : `1: ${met(ratio > 1)}`;
  return `| ${grouped(size)}, ${KINDS[kind]} | ${libraries.map((library) => cell(library, what, pick)).join(" | ")} | **${ratio.toFixed(1)}** (aim: ${aim}) |`;
}

function cell({ why, ...library }, what, pick) {
  const times = library[what];
  if (times.length === 0) return why ?? "none within 60 s";
  const [first, done, shown] = ["first_ms", "drawn_ms", "shown_ms"].map((part) => pick(times.map((time) => time[part])));
  return `${whole(done)} / ${whole(shown)} ms${done - first > 5 ? ` (${whole(first)})` : ""}`;
}

function most(rows, what) {
  return Math.max(...rows.flatMap(({ libraries }) => libraries.map((library) => library[what].length)));
}

const drawn = (time) => time.drawn_ms;
const inside = (times) => times.map(({ inside_ms }) => inside_ms);
const cells = (million, tell) => million.map(tell).join(" | ");
const both = (times, share) => `${tenths(quantile(inside(times), share))} (${tenths(quantile(times.map(({ whole_ms }) => whole_ms), share))})`;
const tenths = (time) => `${time.toFixed(1)} ms`;
const whole = (time) => grouped(Math.round(time));
const met = (holds) => (holds ? "met" : "missed");
