/** The part of RESULTS.md about opening files and working with charts. */

import { AXES } from "./contenders.mjs";
import { bytes, grouped, ms, on } from "./results.mjs";
import { median } from "./statistics.mjs";

const BUDGET = 1_000_000;

export function chartResults({ machine, engineGzip, small, large, work }) {
  const [ours, theirs] = small.map(({ samples }) => median(samples.map(({ time }) => time)));
  const drawing = theirs - median(small[1].samples.map(({ before }) => before));
  const note = /swiftshader|llvmpipe/i.test(machine.webgl) ? "\nThis machine has no GPU: plotly.js draws through WebGL in software, which a GPU would speed up. Runloom uses no GPU.\n" : "";
  return `## Opening and seeing

${on(machine)}, ${WIDTH}; WebGL: ${machine.webgl}.
${note}
### First chart of 100,000 runs x 32 columns

From the start of the navigation until parallel coordinates with ${AXES.length} axes stand on the screen; a new browser each time, nothing cached; files and scripts from the same local server.

| page | median | samples | peak memory of the page's process |
|---|---:|---|---:|
${small.map(({ name, samples }) => row(name, samples)).join("\n")}

Runloom is **${(theirs / ours).toFixed(1)} times** as fast (aim: 5). ${ms(drawing)} of the other page's time go into drawing, the rest into loading scripts and reading data. It decodes only the columns that it
draws and has no table; Runloom also shows the table and its state.

### Download

${grouped(engineGzip)} bytes for Wasm and scripts after gzip (budget: ${grouped(BUDGET)}); file by file in [sizes.txt](sizes.txt).

### 1,000,000 runs x 32 columns

| page | first chart | peak memory of the page's process |
|---|---:|---:|
${large.map(({ name, time, memory, why }) => `| ${name} | ${time === null ? `none: ${why}` : ms(time)} | ${bytes(memory)} |`).join("\n")}

Runloom with these runs open:

| work | |
|---|---|
| enter a filter, until the number of runs has changed | first ${ms(work.filter[0])}, then ${work.filter.slice(1).map(ms).join(", ")} |
| brush an axis with the mouse | ${frames(work.brush)}; ${work.brush.pictures} pictures of the chart in ${work.brush.seconds.toFixed(1)} s |
| scroll the table | ${frames(work.scroll)}; the last rows have their values ${ms(work.scroll.filled_ms)} after the wheel stops |
| peak memory after all of it | ${bytes(work.memory)} |
`;
}

function row(name, samples) {
  const times = samples.map(({ time }) => time);
  return `| ${name} | ${ms(median(times))} | ${times.map(ms).join(", ")} | ${bytes(samples[0].memory)} |`;
}

const WIDTH = "1400 x 900 px";

function frames({ count, median, p95, longest }) {
  return `${count} frames: median ${median.toFixed(0)} ms, 95 % within ${p95.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`;
}
