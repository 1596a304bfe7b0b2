import type { HistoryPane, HistoryWindow } from "../engine/protocol.js";

/** A window may not become narrower than this part of everything. */
const NARROWEST = 1e-6;

/** The pane at a point of the picture, its axis below included. */
export function paneAt(panes: HistoryPane[], x_px: number, y_px: number): HistoryPane | undefined {
  return panes.find(
    (pane) =>
      x_px >= pane.left_px - 4 &&
      x_px <= pane.left_px + pane.width_px + 4 &&
      y_px >= pane.top_px - 8 &&
      y_px <= pane.top_px + pane.height_px + 30,
  );
}

/** The place on the axis under a point. */
export function placeAt({ left_px, width_px, window }: HistoryPane, x_px: number): number {
  const part = Math.max(0, Math.min(1, (x_px - left_px) / width_px));
  return window.low + (window.high - window.low) * part;
}

/** The window moved by a part of itself, not past the ends. */
export function moved(window: HistoryWindow, all: HistoryWindow, part: number): HistoryWindow {
  const span = window.high - window.low;
  const low = Math.max(all.low, Math.min(all.high - span, window.low + span * part));
  return { low, high: low + span };
}

/** The window made `factor` times as wide about its middle. */
export function widened(window: HistoryWindow, all: HistoryWindow, factor: number): HistoryWindow {
  const most = all.high - all.low;
  const span = Math.max(most * NARROWEST, Math.min(most, (window.high - window.low) * factor));
  const low = Math.max(all.low, Math.min(all.high - span, (window.low + window.high - span) / 2));
  return { low, high: low + span };
}

/** Whether a window holds everything. */
export function isWhole(window: HistoryWindow, all: HistoryWindow): boolean {
  const slack = (all.high - all.low) * 1e-9;
  return window.low <= all.low + slack && window.high >= all.high - slack;
}
