/** Where the grid's cursor is: row -1 is the header; columns count from 0, the run's name. */
export interface Cursor {
  row: number;
  column: number;
}

export interface GridSize {
  rows: number;
  columns: number;
  /** Rows that a page key moves by. */
  page: number;
}

/** Where a key moves the cursor to, or `null` if it does not move it. */
export function moved(cursor: Cursor, event: KeyboardEvent, size: GridSize): Cursor | null {
  const far = event.ctrlKey || event.metaKey;
  const to = target(cursor, event.key, far, size);
  if (!to) return null;
  return {
    row: Math.max(-1, Math.min(size.rows - 1, to.row)),
    column: Math.max(0, Math.min(size.columns - 1, to.column)),
  };
}

function target({ row, column }: Cursor, key: string, far: boolean, { rows, columns, page }: GridSize): Cursor | null {
  switch (key) {
    case "ArrowDown":
      return { row: far ? rows - 1 : row + 1, column };
    case "ArrowUp":
      return { row: far ? -1 : row - 1, column };
    case "ArrowRight":
      return { row, column: far ? columns - 1 : column + 1 };
    case "ArrowLeft":
      return { row, column: far ? 0 : column - 1 };
    case "PageDown":
      return { row: Math.max(0, row) + page, column };
    case "PageUp":
      return { row: Math.max(0, row - page), column };
    case "Home":
      return far ? { row: -1, column: 0 } : { row, column: 0 };
    case "End":
      return far ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 };
    default:
      return null;
  }
}
