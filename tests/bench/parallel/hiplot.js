/**
 * HiPlot: draws curves on a canvas, some in each frame, and takes an object a run. Its table and its other plots are left out. Each time that it draws,
 * its axes stand the other way round.
 */

import { AXES, columnsOf } from "./columns.js";

export const name = "HiPlot";
export const version = HIPLOT_VERSION;

await classicScript("hiplot.bundle.js");

const chart = document.getElementById("chart");
let columns;

export async function open(address) {
  columns = await columnsOf(address);
}

export function draw(width, height) {
  const datapoints = Array.from(columns[0], (_, row) => ({
    uid: String(row),
    from_uid: null,
    values: Object.fromEntries(AXES.map((name, axis) => [name, columns[axis][row]])),
  }));
  const box = document.createElement("div");
  box.style.width = `${width}px`;
  chart.replaceChildren(box);
  const experiment = { datapoints, parameters_definition: {}, colorby: AXES.at(-1), display_data: {}, enabled_displays: ["PARALLEL_PLOT"] };
  globalThis.hiplot.render(box, { experiment, dataProviderName: "none" });
}

export function clear() {
  chart.replaceChildren();
}

export function axis(index) {
  const brush = [...chart.querySelectorAll(".pplot-brush")].find((brush) => brush.__data__ === AXES[index]);
  const { x, width, top, bottom } = brush.querySelector(".overlay").getBoundingClientRect();
  return { x: x + width / 2, top, bottom };
}

function classicScript(address) {
  return new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
    document.head.append(script);
  });
}
