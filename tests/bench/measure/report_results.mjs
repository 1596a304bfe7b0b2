/** The part of RESULTS.md about reports and embedded charts. */

import { MOST_MS, PATIENCE_MS } from "./report.mjs";
import { bytes, grouped, ms, on } from "./results.mjs";
import { median } from "./statistics.mjs";

/** As many times as the zstd Parquet of the same tables, the data of a report takes at most. */
const MOST_DATA = 1.2;

const NAMES = { runloom: "Runloom", plotly: "plotly `write_html`", hiplot: "HiPlot `to_html`", pandas: "pandas `to_html`" };

export function reportResults({ machine, versions, size, pages, embeds }) {
  const [withHistories, runsAlone] = [pages.filter(({ name }) => !name.includes("-")), pages.filter(({ name }) => name.includes("-"))];
  const [ours, plotly] = [withHistories[0], withHistories.find(({ name }) => name === "plotly")];
  const share = size.data / size.zstd;
  return `## Handing it on

${on(machine)}; plotly ${versions.plotly}, HiPlot ${versions.hiplot}, pandas ${versions.pandas}. This machine has no GPU: plotly.js draws through WebGL in software, which a GPU would speed up.

1,000 runs x 30 columns and 400,000 logged points: two metrics of every run, 200 points each. \`runloom report\` beside what others write into one HTML file. plotly: parallel coordinates of 8 columns, and the
histories of each metric as one line with gaps, in WebGL. HiPlot: every column, and before each run the points that led to it. pandas: a table of the runs and one of the
points, a row a step. A marimo export fetches its scripts from a network, so it is not here.

### Size

| | bytes | aim |
|---|---:|---|
| the whole report | ${grouped(ours.bytes)} | less than plotly's ${grouped(plotly.bytes)}: ${verdict(ours.bytes < plotly.bytes)} |
| the page in it, without data | ${grouped(size.runtime.bytes)} | ${grouped(size.runtime.budget)}: ${verdict(size.runtime.bytes <= size.runtime.budget)} |
| the data in it, as text | ${grouped(size.data)} | ${MOST_DATA} times zstd Parquet: ${share.toFixed(2)}, ${verdict(share <= MOST_DATA)} |
| its text, table and still pictures | ${grouped(ours.bytes - size.runtime.bytes - size.data)} | |

The Parquet compared with has the same two tables as pyarrow writes them with zstd: ${grouped(size.zstd)} bytes.

### Until it can be worked with

Opened from a disk, in one browser in turn, each time without anything kept from the last: from the start of the navigation until what shows the runs stands and the main thread answers after it, with a task and
the second frame. Of charts the first part of a picture counts, of tables the last row. Painted: when a first text or picture is there, which of a report are its text and its still pictures. Medians of ${ours.interactive.length};
what takes more than ${PATIENCE_MS / 1000} s is opened once, and given up after ${MOST_MS / 1000} s.

${table(withHistories, (page) => `**${times(ours, page)}** (aim: sooner: ${verdict(ready(ours) < ready(page))})`)}

The same without histories, for which there is no aim:

${table(runsAlone, (page) => times(runsAlone[0], page))}

### ${embeds.count} charts within a page

\`<runloom-chart>\` elements of the same runs, parallel coordinates, histograms, scatter plots and distributions, all of them scrolled to.

| | | aim |
|---|---:|---|
| workers | ${embeds.workers} | 1: ${verdict(embeds.workers === 1)} |
| the engine is fetched, and compiled | ${embeds.fetches}, ${embeds.compiles} | 1: ${verdict(embeds.fetches === 1 && embeds.compiles === 1)} |
| peak memory of the page's process | ${bytes(embeds.memory)} | with one chart: ${bytes(embeds.memoryOfOne)} |

That 50 runs x 10 columns with their view fit into a link of 8,000 characters is a test of the page: tests/browser/share.spec.ts.
`;
}

function table(pages, compared) {
  const row = (page, at) =>
    `| ${NAMES[page.name.split("-")[0]]} | ${grouped(page.bytes)} | ${time(ready(page))} | ${page.interactive.map(time).join(", ")} | ${time(median(page.painted))} | ${at === 0 ? "" : compared(page)} |`;
  return `| file | bytes | interactive | samples | painted | times as long as Runloom |
|---|---:|---:|---|---:|---:|
${pages.map(row).join("\n")}`;
}

function ready(page) {
  return median(page.interactive);
}

function time(taken) {
  return Number.isFinite(taken) ? ms(taken) : "too long";
}

function times(ours, theirs) {
  const taken = ready(theirs);
  return Number.isFinite(taken) ? (taken / ready(ours)).toFixed(1) : `more than ${(MOST_MS / ready(ours)).toFixed(1)}`;
}

function verdict(met) {
  return met ? "met" : "missed";
}
