import type { PanelInfo } from "../engine/protocol.js";

/** Where a panel stands and how large it is, in units of the grid. */
export interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** A panel in the grid; `given` where the user put it there. */
export interface Placed {
  panel: PanelInfo;
  place: Place;
  given: boolean;
}

export const COLUMNS = 12;
/** From one row of the grid to the next, the gap included. */
export const PITCH_PX = 40;
export const GAP_PX = 12;
export const LEAST = { w: 3, h: 5 };
/** Narrower pages have one column, whatever was arranged. */
export const ONE_COLUMN = matchMedia("(max-width: 719px)");

const WHOLE_WIDTH = /^(scatter-matrix|slice|timeline)(-|$)/;
const ROWS = { parallel: 10, importance: 9, suggest: 12, history: 9, plot: 10, table: 12 };

/** A panel in a row of a page that nobody arranged. */
export interface Flowing {
  panel: PanelInfo;
  w: number;
}

/** How wide a panel is that nobody placed. */
function ownWidth({ shownBy, name }: PanelInfo): number {
  if (shownBy === "importance") return 5;
  return shownBy === "plot" && !WHOLE_WIDTH.test(name) ? COLUMNS / 2 : COLUMNS;
}

/**
 * The rows of a page that nobody arranged: panels follow each other from left to right.
 *
 * A history or a plot that would have the whole width goes beside an importance panel before it; an importance panel takes what is left of its row.
 */
export function flowing(panels: PanelInfo[]): Flowing[][] {
  const rows: Flowing[][] = [];
  for (const panel of panels) {
    const row = rows.at(-1) ?? [];
    const own = ownWidth(panel);
    const used = row.reduce((sum, { w }) => sum + w, 0);
    const joins = row.length === 1 && row[0]?.panel.shownBy === "importance" && (panel.shownBy === "history" || panel.shownBy === "plot");
    const w = joins ? Math.min(own, COLUMNS - used) : own;
    if (row.length === 0 || used + w > COLUMNS) rows.push([{ panel, w }]);
    else row.push({ panel, w });
  }
  for (const row of rows) {
    const importance = row.find(({ panel }) => panel.shownBy === "importance");
    if (importance) importance.w += COLUMNS - row.reduce((sum, { w }) => sum + w, 0);
  }
  return rows;
}

/**
 * Places for all panels, none over another, or `null` where nobody arranged any.
 *
 * Placed panels fall upwards in their order; the others go where there is room after the panel before them.
 */
export function packed(panels: PanelInfo[], places: ReadonlyMap<string, Place>): Placed[] | null {
  if (!panels.some(({ name }) => places.has(name))) return null;
  let below: number | null = null;
  const wanted = panels.map((panel) => {
    const place = places.get(panel.name);
    if (place) below = place.y + place.h;
    return { panel, place, row: place?.y ?? below ?? 0, column: place?.x ?? (below === null ? COLUMNS : -1) };
  });
  wanted.sort((a, b) => a.row - b.row || a.column - b.column);
  const filled = new Array<number>(COLUMNS).fill(0);
  const top = (x: number, w: number) => Math.max(...filled.slice(x, x + w));
  return wanted.map(({ panel, place }) => {
    const w = place?.w ?? ownWidth(panel);
    const h = place?.h ?? ROWS[panel.shownBy];
    const x = place?.x ?? leftmost(w, top);
    const y = top(x, w);
    filled.fill(y + h, x, x + w);
    return { panel, place: { x, y, w, h }, given: place !== undefined };
  });
}

/** The column, of those that are highest, which is farthest to the left. */
function leftmost(w: number, top: (x: number, w: number) => number): number {
  let best = 0;
  for (let x = 1; x + w <= COLUMNS; x += 1) if (top(x, w) < top(best, w)) best = x;
  return best;
}

/** The places that the view has. */
export function placesOf(panels: PanelInfo[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { name, place } of panels) {
    if (!place) continue;
    const [x, y, w, h] = place;
    places.set(name, { x, y, w, h });
  }
  return places;
}
