/** plotly.js: its `parcoords` trace draws through WebGL and takes columns as they are. */

import Plotly from "plotly.js-dist-min";
import { AXES, columnsOf } from "./columns.js";

export const name = "plotly.js parcoords";
export const version = Plotly.version;

const chart = document.getElementById("chart");
let columns;

export async function open(address) {
  columns = await columnsOf(address);
}

export function draw(width, height) {
  const dimensions = AXES.map((label, axis) => ({ label, values: columns[axis] }));
  const line = { color: columns.at(-1), colorscale: "Viridis" };
  void Plotly.newPlot(chart, [{ type: "parcoords", dimensions, line }], { width, height, margin: { l: 60, r: 60, t: 60, b: 20 } });
}

export function clear() {
  Plotly.purge(chart);
}

export function axis(index) {
  const { x, width, top, bottom } = chart.querySelectorAll(".axis-brush .background")[index].getBoundingClientRect();
  return { x: x + width / 2, top: top + 20, bottom: bottom - 20 };
}
