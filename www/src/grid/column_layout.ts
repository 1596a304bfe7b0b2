import type { Grid, GridColumn } from "../engine/protocol.js";
import { naturalWidth } from "./text_width.js";

/** A column at its place. */
export interface Placed {
  column: GridColumn;
  /** From the left end of its part: pinned columns, or those that scroll. */
  x_px: number;
  width_px: number;
  /** In `aria-colindex`, from 1. */
  index: number;
}

const STRETCH_MOST = 1.9;
const SIDE_BY_SIDE_LEAST_PX = 560;
const RUN_LEAST_PX = 150;
const RUN_MOST_PX = 300;
const RUN_EXTRA_PX = 40;
const RUN_WEIGHT = 600;
/** For what a group has besides the names of its runs. */
const GROUP_EXTRA_PX = 56;

/** Where each column is: the run's name first, then pinned columns, then those that scroll under them. */
export class ColumnLayout {
  pinned: Placed[] = [];
  flowing: Placed[] = [];
  runWidth_px = RUN_LEAST_PX;
  pinned_px = RUN_LEAST_PX;
  flowing_px = 0;
  readonly #measured = new Map<string, number>();
  readonly #keys = new Map<string, number>();
  #names_px: number | null = null;
  #extra_px = 0;
  #placed: { grid: Grid; view_px: number } | null = null;

  /** Lays the columns out in `view_px`, unless that is how they lie. */
  place(grid: Grid, view_px: number): void {
    if (this.#placed?.grid === grid && this.#placed.view_px === view_px) return;
    this.#placed = { grid, view_px };
    const { columns } = grid;
    this.#keys.clear();
    for (const { key } of columns) this.#keys.set(key, (this.#keys.get(key) ?? 0) + 1);
    const narrow = view_px < SIDE_BY_SIDE_LEAST_PX;
    const names_px = Math.max(RUN_LEAST_PX, Math.min(RUN_MOST_PX + this.#extra_px, (this.#names_px ?? 0) + this.#extra_px));
    this.runWidth_px = grid.name.width_px ?? (narrow ? RUN_LEAST_PX + this.#extra_px / 2 : names_px);
    const keepPinned = !narrow;
    const pinned = keepPinned ? columns.filter((column) => column.pinned) : [];
    const flowing = keepPinned ? columns.filter((column) => !column.pinned) : columns;
    [this.pinned, this.pinned_px] = row(pinned, this.runWidth_px, 2, (column) => this.#width(column));
    const natural = flowing.reduce((sum, column) => sum + this.#width(column), 0);
    const spare = view_px - this.pinned_px - natural;
    const elastic = flowing.filter((column) => column.width_px === null).length;
    const share = spare > 0 && elastic > 0 ? spare / elastic : 0;
    const stretched = (column: GridColumn): number => {
      const width = this.#width(column);
      return column.width_px === null ? Math.floor(width + Math.min(share, width * (STRETCH_MOST - 1))) : width;
    };
    [this.flowing, this.flowing_px] = row(flowing, 0, 2 + pinned.length, stretched);
  }

  /** The columns that a part of the scrolled width shows. */
  visible(from_px: number, to_px: number): Placed[] {
    const { flowing } = this;
    const start = firstEndingAfter(flowing, from_px);
    let end = start;
    while (end < flowing.length && (flowing[end]?.x_px ?? Infinity) < to_px) end += 1;
    return flowing.slice(start, end);
  }

  /** All columns but the run's, left to right. */
  get all(): Placed[] {
    return [...this.pinned, ...this.flowing];
  }

  /** The key of a column, or its full name where the key alone is ambiguous. */
  label(column: GridColumn): string {
    return (this.#keys.get(column.key) ?? 0) > 1 ? column.name : column.key;
  }

  /** Forgets how wide names and cells are: others are shown now, of groups or of runs. */
  forget(grouped: boolean): void {
    this.#extra_px = grouped ? GROUP_EXTRA_PX : 0;
    this.#names_px = null;
    this.#measured.clear();
    this.#placed = null;
  }

  /** Learns from real rows how much room their names want. */
  learnNames(names: string[]): void {
    if (this.#names_px !== null || names.length === 0) return;
    this.#names_px = naturalWidth("Run", names, RUN_WEIGHT) + RUN_EXTRA_PX;
    this.#placed = null;
  }

  /** Learns from real cells how wide a column wants to be. */
  learn(column: string, cells: (string | null)[]): void {
    if (this.#measured.has(column) || cells.length === 0) return;
    const header = this.all.find((placed) => placed.column.name === column)?.column;
    if (!header) return;
    this.#measured.set(column, naturalWidth(this.label(header), cells));
    this.#placed = null;
  }

  #width(column: GridColumn): number {
    return column.width_px ?? this.#measured.get(column.name) ?? Math.max(84, Math.min(220, column.key.length * 7.6 + 44));
  }
}

function row(columns: GridColumn[], from_px: number, firstIndex: number, width: (column: GridColumn) => number): [Placed[], number] {
  let x_px = from_px;
  const placed = columns.map((column, at) => {
    const place = { column, x_px, width_px: width(column), index: firstIndex + at };
    x_px += place.width_px;
    return place;
  });
  return [placed, x_px];
}

function firstEndingAfter(placed: Placed[], x_px: number): number {
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = placed[middle];
    if (at && at.x_px + at.width_px > x_px) high = middle;
    else low = middle + 1;
  }
  return low;
}
