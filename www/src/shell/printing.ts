import type { HistoryPanel } from "../chart/history_panel.js";
import type { ImportancePanel } from "../chart/importance_panel.js";
import type { ParallelPanel } from "../chart/parallel_panel.js";
import type { PlotPanel } from "../chart/plot_panel.js";
import type { SuggestPanel } from "../chart/suggest_panel.js";
import { bringAllNear } from "../controls/nearby.js";

const CHARTS = "rl-parallel, rl-history, rl-importance, rl-plot, rl-suggest";
const PRINT = matchMedia("print");

/** How long a print waits for charts. */
const MOST_MS = 15_000;

/** Draws what was never in view, then prints. */
export async function printAll(): Promise<void> {
  prepare(true);
  const charts = [...document.querySelectorAll<HistoryPanel | ImportancePanel | ParallelPanel | PlotPanel | SuggestPanel>(CHARTS)];
  await Promise.race([Promise.all(charts.map((chart) => chart.drawn())), new Promise((resolve) => setTimeout(resolve, MOST_MS))]);
  print();
}

/** Whether a key asks for a print. */
export function asksForPrint(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "p";
}

/**
 * Has all charts drawn when the browser's own menu prints, too. A browser does not wait then: what was never in view may be missing, and is
 * there the next time.
 */
export function drawForPrint(): void {
  addEventListener("beforeprint", () => prepare(true));
  addEventListener("afterprint", () => prepare(false));
  PRINT.addEventListener("change", ({ matches }) => prepare(matches));
}

/** A report that shows what it was saved with is printed as it was saved: with its pictures and its table, which are whole. */
function prepare(prints: boolean): void {
  if (RUNLOOM_REPORT) document.documentElement.toggleAttribute("data-as-saved", prints && location.hash.length < 2);
  bringAllNear(prints);
}
