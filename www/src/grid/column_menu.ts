import { openMenu } from "../controls/menu.js";
import type { ColumnKind, GridColumn } from "../engine/protocol.js";
import type { Session } from "../session/session.js";
import { toggleGroup } from "./group_button.js";

const KINDS: [ColumnKind, string][] = [
  ["param", "Param"],
  ["metric", "Metric"],
  ["tag", "Tag"],
];

/** Everything that can be done with a column of the table. */
export function openColumnMenu(session: Session, anchor: HTMLElement, column: GridColumn, neighbours: { left: string | null; right: string | null; beyond: string | null }): void {
  const { view } = session.update;
  const axis = view.axes.findIndex((shown) => shown.column === column.name);
  const coloured = view.colour === column.name;
  const sort = (direction: "asc" | "desc" | null) => () => void session.apply({ type: "sort", column: column.name, direction, add: false });
  const fixed = column.name === session.update.grid.name.name;
  openMenu(anchor, `Column ${column.name}`, [
    { heading: column.name },
    { label: "Sort up", chosen: column.sort === "asc", run: sort("asc") },
    { label: "Sort down", chosen: column.sort === "desc", run: sort("desc") },
    { label: "Don't sort by it", disabled: column.sort === null, run: sort(null) },
    { heading: "Column" },
    ...(fixed
      ? []
      : [
          {
            label: "Keep at the left",
            on: column.pinned,
            run: () => void session.apply({ type: "pin", column: column.name, pinned: !column.pinned }),
          },
          { label: "Hide", run: () => void session.apply({ type: "hide", column: column.name }) },
          {
            label: "Move left",
            aside: "Alt ←",
            disabled: neighbours.left === null,
            run: () => void session.apply({ type: "moveColumn", column: column.name, before: neighbours.left }),
          },
          {
            label: "Move right",
            aside: "Alt →",
            disabled: neighbours.right === null,
            run: () => void session.apply({ type: "moveColumn", column: column.name, before: neighbours.beyond }),
          },
        ]),
    {
      label: "Group by this column",
      on: session.update.grouping.columns.includes(column.name),
      run: () => void toggleGroup(session, column.name),
    },
    { heading: "Parallel coordinates" },
    {
      label: "Show as an axis",
      on: axis >= 0,
      run: () => void session.apply(axis >= 0 ? { type: "removeAxis", axis } : { type: "addAxis", column: column.name, before: null }),
    },
    {
      label: "Colour by this",
      on: coloured,
      run: () => void session.apply({ type: "colour", column: coloured ? null : column.name }),
    },
    ...(column.kind === "attribute"
      ? []
      : [
          { heading: "Treat as" },
          ...KINDS.map(([kind, label]) => ({
            label,
            chosen: column.kind === kind,
            run: () => void session.apply({ type: "treatAs", column: column.name, kind }),
          })),
        ]),
  ]);
}
