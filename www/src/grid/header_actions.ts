import type { Grid, GridColumn, SortDirection } from "../engine/protocol.js";
import type { Session } from "../session/session.js";
import { cellId } from "./cells.js";
import { openColumnMenu } from "./column_menu.js";
import type { GridView } from "./grid_view.js";
import { dragColumn, dragWidth } from "./header_drag.js";

const KEY_STEP_PX = 16;

/** What headers of the table do: sort, resize, move, open their menu; with the pointer and with keys. */
export class HeaderActions {
  readonly #session: Session;
  readonly #view: GridView;
  /** A width while it is dragged. */
  #width: { column: string; width_px: number } | null = null;
  #dragged = false;

  constructor(session: Session, view: GridView) {
    this.#session = session;
    this.#view = view;
  }

  /** The columns, with a width that is just being dragged. */
  withWidths(grid: Grid): Grid {
    const width = this.#width;
    if (!width) return grid;
    const resized = (column: GridColumn) => (column.name === width.column ? { ...column, width_px: width.width_px } : column);
    return { ...grid, name: resized(grid.name), columns: grid.columns.map(resized) };
  }

  click(event: MouseEvent, head: HTMLElement, column: GridColumn): void {
    const target = event.target as HTMLElement;
    if (this.#dragged || target.closest("[data-edge]")) return;
    if (target.closest("[data-menu]")) this.menu(head, column);
    else this.#sort(column, event.shiftKey);
  }

  pointerDown(event: PointerEvent, head: HTMLElement, column: GridColumn): void {
    this.#dragged = false;
    const target = event.target as HTMLElement;
    if (target.closest("[data-edge]")) {
      this.#dragged = true;
      dragWidth(event, head.offsetWidth, (width_px, finished) => this.#resize(column, width_px, finished));
    } else if (!target.closest("[data-menu]") && column.name !== this.#name) {
      dragColumn(
        event,
        (clientX) => {
          if (clientX !== null) this.#dragged = true;
          this.#view.dropX = clientX === null ? null : this.#slot(clientX).x_px;
        },
        (clientX) => {
          const { before } = this.#slot(clientX);
          if (before !== column.name) void this.#session.apply({ type: "moveColumn", column: column.name, before });
        },
      );
    }
  }

  menu(head: HTMLElement, column: GridColumn): void {
    openColumnMenu(this.#session, head, column, this.#neighbours(column.name));
  }

  /** A key on the header under the cursor. Says whether it meant anything. */
  key(event: KeyboardEvent, column: GridColumn): boolean {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const head = document.getElementById(cellId(-1, this.#indexOf(column.name)));
    if (step !== undefined && event.altKey) void this.#move(column, step);
    else if (step !== undefined && event.shiftKey) this.#resize(column, (head?.offsetWidth ?? 100) + step * KEY_STEP_PX, true);
    else if (event.key === "Enter" || event.key === " ") this.#sort(column, event.shiftKey);
    else if (head && (event.key.toLowerCase() === "m" || event.key === "ContextMenu")) this.menu(head, column);
    else return false;
    event.preventDefault();
    return true;
  }

  #sort(column: GridColumn, add: boolean): void {
    const first: SortDirection = column.kind === "metric" ? "desc" : "asc";
    const second: SortDirection = first === "asc" ? "desc" : "asc";
    const direction = column.sort === null ? first : column.sort === first ? second : null;
    void this.#session.apply({ type: "sort", column: column.name, direction, add });
  }

  #resize(column: GridColumn, width_px: number, finished: boolean): void {
    this.#width = { column: column.name, width_px };
    this.#view.requestUpdate();
    if (!finished) return;
    void this.#session.apply({ type: "resizeColumn", column: column.name, width_px }).then(() => {
      this.#width = null;
      this.#view.requestUpdate();
    });
  }

  async #move(column: GridColumn, step: number): Promise<void> {
    const { left, right, beyond } = this.#neighbours(column.name);
    if ((step < 0 ? left : right) === null) return;
    await this.#session.apply({ type: "moveColumn", column: column.name, before: step < 0 ? left : beyond });
    this.#view.revealColumn(column.name);
  }

  /** The columns beside one that it can be exchanged with: those of the same part. */
  #neighbours(name: string): { left: string | null; right: string | null; beyond: string | null } {
    const { layout } = this.#view;
    const part = layout.pinned.some(({ column }) => column.name === name) ? layout.pinned : layout.flowing;
    const at = part.findIndex(({ column }) => column.name === name);
    const named = (index: number) => part[index]?.column.name ?? null;
    return { left: at > 0 ? named(at - 1) : null, right: named(at + 1), beyond: named(at + 2) };
  }

  /** Between which headers a pointer is. */
  #slot(clientX: number): { x_px: number; before: string | null } {
    const heads = [...this.#view.querySelectorAll<HTMLElement>(".head")].filter((head) => head.dataset["column"] !== this.#name);
    const left = this.#view.getBoundingClientRect().left;
    for (const head of heads) {
      const box = head.getBoundingClientRect();
      if (clientX < box.left + box.width / 2) return { x_px: box.left - left, before: head.dataset["column"] ?? null };
    }
    const last = heads.at(-1)?.getBoundingClientRect();
    return { x_px: (last?.right ?? left) - left - 2, before: null };
  }

  /** The column that names the runs: it stays where it is. */
  get #name(): string {
    return this.#session.update.grid.name.name;
  }

  #indexOf(name: string): number {
    return this.#view.layout.all.find(({ column }) => column.name === name)?.index ?? 1;
  }
}
