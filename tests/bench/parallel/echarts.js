/** ECharts: its `parallel` series draws on a canvas, some rows in each frame, and takes rows. */

import * as echarts from "echarts";
import { AXES, columnsOf } from "./columns.js";

export const name = "ECharts parallel";
export const version = echarts.version;

const box = document.getElementById("chart");
const MARGIN = { left: 60, right: 60, top: 40, bottom: 20 };
let columns;
let chart;

export async function open(address) {
  columns = await columnsOf(address);
}

export function draw(width, height) {
  const data = Array.from(columns[0], (_, row) => columns.map((column) => column[row]));
  chart = echarts.init(box, null, { width, height });
  chart.setOption({
    animation: false,
    parallel: MARGIN,
    parallelAxis: AXES.map((name, dim) => ({ dim, name, scale: true })),
    visualMap: { show: false, dimension: AXES.length - 1, min: 0, max: 1, inRange: { color: ["#440154", "#21918c", "#fde725"] } },
    series: { type: "parallel", data },
  });
}

export function clear() {
  chart.dispose();
}

export function axis(index) {
  const { left, top } = box.getBoundingClientRect();
  const [width, height] = [chart.getWidth(), chart.getHeight()];
  const x = left + MARGIN.left + ((width - MARGIN.left - MARGIN.right) * index) / (AXES.length - 1);
  return { x, top: top + MARGIN.top, bottom: top + height - MARGIN.bottom };
}
