/**
 * The usual way without Runloom: parquet-wasm reads the file, apache-arrow makes columns of it, plotly.js draws them.
 *
 * As favourable to it as its interfaces allow: only the eight columns that are drawn are read, and Wasm is compiled while the file loads.
 */

import { tableFromIPC } from "apache-arrow";
import init, { readParquet } from "parquet-wasm/esm";
import Plotly from "plotly.js-dist-min";

const query = new URLSearchParams(location.search);
const axes = (query.get("axes") ?? "").split(",");

const [file] = await Promise.all([fetch(query.get("src") ?? "").then((answer) => answer.arrayBuffer()), init({ module_or_path: "parquet_wasm_bg.wasm" })]);

const table = tableFromIPC(readParquet(new Uint8Array(file), { columns: axes }).intoIPCStream());
const columns = axes.map((name) => numbers(table.getChild(name)));
performance.mark("data ready");

const chart = document.getElementById("chart");
const dimensions = axes.map((name, index) => ({ label: name, values: columns[index] }));
await Plotly.newPlot(chart, [{ type: "parcoords", dimensions, line: { color: columns.at(-1), colorscale: "Viridis" } }], { width: 1360, height: 420 });
await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
performance.mark("first chart");

/** Params are text in such files, and plotly's axes want numbers. */
function numbers(column) {
  const values = new Float64Array(column.length);
  let row = 0;
  for (const value of column) values[row++] = value === null ? NaN : Number(value);
  return values;
}
