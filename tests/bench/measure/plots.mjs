/** Every other kind of chart over a million runs: Runloom's engine alone, its columns in memory, timed in its worker. */

import { freshPage, inBrowser } from "./browser.mjs";

export const RUNS = 1_000_000;
export const SIZE = { width_px: 900, height_px: 420 };
const BRUSHED = "params.dropout";

const [RATE, DEPTH, OPTIMIZER] = ["params.learning_rate", "params.max_depth", "params.optimizer"];
const [AUC, LOSS] = ["metrics.val_auc", "metrics.val_loss"];

/** Kinds with the columns that they show, by role. */
const KINDS = {
  scatter: { x: [RATE], y: [AUC] },
  "scatter-matrix": { columns: [RATE, BRUSHED, DEPTH, OPTIMIZER, LOSS, AUC] },
  histogram: { x: [AUC], by: [OPTIMIZER] },
  bar: { value: [AUC], by: [OPTIMIZER] },
  box: { value: [AUC], by: [OPTIMIZER] },
  edf: { target: [AUC], by: [OPTIMIZER] },
  "optimization-history": { target: [AUC], order: ["start_time"] },
  slice: { target: [AUC], params: [RATE, BRUSHED, DEPTH, OPTIMIZER] },
  contour: { x: [RATE], y: [BRUSHED], target: [AUC] },
  rank: { x: [RATE], y: [BRUSHED], target: [AUC] },
  pareto: { x: [LOSS], y: [AUC] },
  timeline: { start: ["start_time"], end: ["end_time"], status: ["status"] },
};

/** Per kind: first pictures, brush frames, how much the engine's memory grew, and `memcpy` of the bytes of its columns. */
export function plots(origin, { pictures, moves }) {
  return inBrowser(async (browser) => {
    const page = await freshPage(browser);
    await page.goto(`${origin}/plots/page.html`);
    await page.waitForFunction(() => globalThis.library);
    await page.evaluate((address) => globalThis.library.open(address), "../data/runs-1m.parquet");
    const found = [];
    for (const kind of Object.keys(KINDS)) found.push(await one(page, kind, { pictures, moves }));
    return found;
  });
}

async function one(page, kind, { pictures, moves }) {
  const columns = Object.values(KINDS[kind]).flat();
  const roles = Object.entries(KINDS[kind]).map(([role, names]) => `${kind}.${role}=${names.join(",")}`);
  const fragment = [`panels=${kind},table`, ...roles, `axes=${BRUSHED},${AUC}`].join("&");
  await page.evaluate(([fragment, columns]) => globalThis.library.show(fragment, columns), [fragment, [...columns, BRUSHED, AUC]]);
  const before = await page.evaluate(() => globalThis.library.filledMemory());
  const first = [];
  for (let sample = 0; sample < pictures; sample++) {
    const width = SIZE.width_px - ((sample + 1) % 2);
    first.push(await page.evaluate((of) => globalThis.library.picture(...of), [kind, width, SIZE.height_px]));
  }
  const brush = [];
  for (let move = -2; move < moves; move++) {
    const text = `0.05..${(0.15 + (0.3 * move) / moves).toFixed(3)}`;
    const time = await page.evaluate((of) => globalThis.library.brush(...of), [kind, text, move === -2, SIZE.width_px, SIZE.height_px]);
    if (move >= 0) brush.push(time);
  }
  const memory = (await page.evaluate(() => globalThis.library.memoryBytes())) - before;
  const copy_ms = await page.evaluate((bytes) => globalThis.library.copyTime(bytes), RUNS * new Set(columns).size * 8);
  console.log(`${kind}: ${brush.at(-1).words.slice(0, 90)}; first ${list(first)}; brush ${list(brush)}`);
  await page.evaluate(() => globalThis.library.clear());
  return { kind, first: first.map(inside), brush: brush.map(inside), memory, copy_ms };
}

const inside = ({ inside_ms }) => inside_ms;
const list = (times) => times.map(({ inside_ms }) => Math.round(inside_ms)).join(" ");
