import type { PlotArea, PlotCellInfo } from "../engine/protocol.js";
import type { Spot } from "./chart_panel.js";

/** How far a key moves or widens a brush, as a part of its cell. */
const KEY_STEP = 0.05;

/** The rectangle between two places. */
export function areaOf(a: Spot, b: Spot): PlotArea {
  return { left_px: Math.min(a.x, b.x), right_px: Math.max(a.x, b.x), top_px: Math.min(a.y, b.y), bottom_px: Math.max(a.y, b.y) };
}

/** The nearest place in a cell. */
export function inside(cell: PlotCellInfo, at: Spot): Spot {
  return {
    x: Math.max(cell.x_px, Math.min(cell.x_px + cell.width_px, at.x)),
    y: Math.max(cell.y_px, Math.min(cell.y_px + cell.height_px, at.y)),
  };
}

/** The brush of a cell on the whole picture. */
export function brushOf(cell: PlotCellInfo): PlotArea | null {
  const { brush } = cell;
  return (
    brush && {
      left_px: cell.x_px + brush.left_px,
      right_px: cell.x_px + brush.right_px,
      top_px: cell.y_px + brush.top_px,
      bottom_px: cell.y_px + brush.bottom_px,
    }
  );
}

/** What a key makes of the brush of a cell; `"clear"` takes it away, `null` leaves everything. */
export function brushByKey(cell: PlotCellInfo, key: string, widen: boolean): PlotArea | "clear" | null {
  const area = brushOf(cell);
  if (!area) {
    if (key !== "Enter" && key !== " ") return null;
    const half = { x: cell.width_px / 4, y: cell.height_px / 4 };
    const middle = { x: cell.x_px + cell.width_px / 2, y: cell.y_px + cell.height_px / 2 };
    return areaOf({ x: middle.x - half.x, y: middle.y - half.y }, { x: middle.x + half.x, y: middle.y + half.y });
  }
  if (key === "Delete" || key === "Backspace" || key === "Escape") return "clear";
  const step = { x: cell.width_px * KEY_STEP, y: cell.height_px * KEY_STEP };
  const by = { ArrowLeft: [-step.x, 0], ArrowRight: [step.x, 0], ArrowUp: [0, -step.y], ArrowDown: [0, step.y] }[key];
  if (!by) return null;
  const [dx = 0, dy = 0] = by;
  const [right, top] = [area.right_px + dx, area.top_px + dy];
  const from = inside(cell, { x: area.left_px + (widen ? 0 : dx), y: top });
  const to = inside(cell, { x: right, y: area.bottom_px + (widen ? 0 : dy) });
  return areaOf(from, to);
}
