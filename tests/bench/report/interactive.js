/**
 * When a page that holds data can be worked with, by one rule for all: what shows the data stands, and then the main thread answers, with a task
 * and the second frame after it. Of pictures that are drawn in parts the first one counts.
 *
 * Runs before any script of the page, after `watchDrawing`.
 */
export function watchInteractive({ shows, mark }) {
  const LOOK_MS = 5;
  const drawn = (canvases) => [...document.querySelectorAll(canvases)].some(globalThis.watch.drewOn);
  const stands = {
    runloom: () => document.documentElement?.dataset.runloom === "ready" && drawn("rl-app figure canvas"),
    plotly: () => drawn(".js-plotly-plot canvas"),
    hiplot: () => drawn(".pplot-root canvas"),
    table: () => document.readyState !== "loading" && [...document.querySelectorAll("table")].at(-1)?.rows.length > 1,
  };
  const answers = () => requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(mark)));
  const look = () => (stands[shows]() ? setTimeout(answers) : setTimeout(look, LOOK_MS));
  look();
}
