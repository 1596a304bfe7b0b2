import type { Row } from "../engine/protocol.js";
import type { Cursor } from "./grid_keys.js";

/** What a key does to groups: shows or hides the runs of one, or goes from a run to its group. */
export type GroupStep = { expand: boolean } | { to: Cursor };

/** What a key means on the row under the cursor; `null` where it means nothing to groups. `rowAt` knows the rows near by. */
export function groupStep(event: KeyboardEvent, cursor: Cursor, rowAt: (position: number) => Row | undefined): GroupStep | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const group = rowAt(cursor.row)?.group;
  if (group && event.key === "Enter") return { expand: !group.expanded };
  if (cursor.column !== 0) return null;
  if (group && event.key === "ArrowRight" && !group.expanded) return { expand: true };
  if (event.key !== "ArrowLeft") return null;
  if (group) return group.expanded ? { expand: false } : null;
  for (let row = cursor.row - 1; row >= 0; row -= 1) {
    const above = rowAt(row);
    if (!above) return null;
    if (above.group) return { to: { row, column: 0 } };
  }
  return null;
}
