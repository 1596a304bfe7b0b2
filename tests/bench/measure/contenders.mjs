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

/**
 * Before any script of the page: counts the pictures that reach a canvas of the chart, and marks the second frame after the first
 * one that shows all of the asked axes.
 */
export function watchPictures({ mark, axes }) {
  const put = CanvasRenderingContext2D.prototype.putImageData;
  globalThis.pictures = 0;
  CanvasRenderingContext2D.prototype.putImageData = function (...parts) {
    put.apply(this, parts);
    const figure = this.canvas.closest?.("figure");
    if (!figure) return;
    globalThis.pictures += 1;
    if (performance.getEntriesByName(mark).length > 0) return;
    const labels = new Set([...figure.querySelectorAll("[role=group]")].map((group) => group.getAttribute("aria-label")));
    if (!axes.every((axis) => labels.has(`Axis ${axis.split(".").at(-1)}`))) return;
    requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(mark)));
  };
}

/**
 * Opens `contender` with `file`. Milliseconds from the start of the navigation: `time` until its first chart stands and, where the
 * page says so, `before`: until it has the data and begins to draw.
 */
export async function firstChart(page, contender, origin, file) {
  if (contender === RUNLOOM) await page.addInitScript(watchPictures, { mark: MARK, axes: AXES });
  await page.goto(contender.address(origin, file), { waitUntil: "commit" });
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, MARK);
  const at = (mark) => page.evaluate((mark) => performance.getEntriesByName(mark)[0]?.startTime ?? null, mark);
  return { time: await at(MARK), before: await at("data ready") };
}
