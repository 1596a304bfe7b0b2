/** The pages that are compared, and how each says that its first chart stands. */

export const AXES = [
  "params.learning_rate",
  "params.max_depth",
  "params.n_estimators",
  "params.subsample",
  "params.dropout",
  "metrics.best_iteration",
  "metrics.val_loss",
  "metrics.val_auc",
];

const MARK = "first chart";

export const RUNLOOM = {
  name: "Runloom",
  address: (origin, file) => `${origin}/runloom/#src=../data/${file}&axes=${AXES.join(",")}&color=metrics.val_auc`,
};

export const PEER = {
  name: "parquet-wasm + apache-arrow + plotly.js",
  address: (origin, file) => `${origin}/peers/?src=../data/${file}&axes=${AXES.join(",")}`,
};

/** Before any script of the page: marks the second frame after pixels first reach a canvas of the chart. */
export function watchFirstChart(mark) {
  const put = CanvasRenderingContext2D.prototype.putImageData;
  let seen = false;
  CanvasRenderingContext2D.prototype.putImageData = function (...parts) {
    put.apply(this, parts);
    if (seen || !this.canvas.closest?.("figure")) return;
    seen = true;
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(mark)));
  };
}

/** Opens `contender` with `file`; milliseconds from the start of the navigation until its first chart stands. */
export async function firstChart(page, contender, origin, file) {
  if (contender === RUNLOOM) await page.addInitScript(watchFirstChart, MARK);
  await page.goto(contender.address(origin, file), { waitUntil: "commit" });
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, MARK);
  return page.evaluate((mark) => performance.getEntriesByName(mark)[0].startTime, MARK);
}
