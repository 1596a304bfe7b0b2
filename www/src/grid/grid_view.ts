import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { css } from "../controls/css.js";
import { Nearby } from "../controls/nearby.js";
import { Part } from "../controls/part.js";
import type { GridColumn, Row } from "../engine/protocol.js";
import { cellId, headerCell, runCell, valueCell } from "./cells.js";
import { Choosing } from "./choosing.js";
import { ColumnLayout, type Placed } from "./column_layout.js";
import { moved, type Cursor } from "./grid_keys.js";
import { groupCell } from "./group_cells.js";
import { groupStep } from "./group_keys.js";
import { GroupTip } from "./group_tip.js";
import { HeaderActions } from "./header_actions.js";
import { RowCache } from "./row_cache.js";
import { ScrollSpace } from "./scroll_space.js";
import { WholeValues } from "./whole_values.js";

export const ROW_PX = 30;
export const HEADER_PX = 34;
const SETTLE_MS = 160;
const SIDE_PX = 160;

/** The runs as a table that holds only what is in view, in both directions. */
@customElement("rl-grid-view")
export class GridView extends Part {
  @state() private cursor: Cursor = { row: 0, column: 0 };
  /** Where a dragged column would be put, in window pixels. */
  @state() dropX: number | null = null;
  readonly layout = new ColumnLayout();
  readonly #space = new ScrollSpace(ROW_PX);
  readonly #rows = new RowCache(
    (start, count, columns) => this.session.rows(start, count, columns),
    (columns, rows) => this.#learn(columns, rows),
  );
  #choosing!: Choosing;
  #whole!: WholeValues;
  #tip!: GroupTip;
  /** What the widths of the columns were learned from. */
  #learned = "";
  #header!: HeaderActions;
  #view = { width: 0, height: 0 };
  #left_px = 0;
  #settleTimer = 0;
  readonly #nearby = new Nearby(this);
  readonly #resized = new ResizeObserver(() => this.#measure());
  readonly #onHighlight = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#choosing = new Choosing(this.session);
    this.#whole = new WholeValues(this.session);
    this.#tip = new GroupTip(this.session);
    this.#header = new HeaderActions(this.session, this);
    this.session.highlight.addEventListener("change", this.#onHighlight);
    if (this.hasUpdated) this.#resized.observe(this.#scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.highlight.removeEventListener("change", this.#onHighlight);
    this.#resized.disconnect();
    this.#tip.hide();
  }

  /** Scrolls a column into view. */
  revealColumn(name: string): void {
    const at = this.layout.all.findIndex((placed) => placed.column.name === name);
    if (at < 0) return;
    this.cursor = { row: this.cursor.row, column: at + 1 };
    this.#reveal();
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this.#scroller);
    this.#measure();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { update } = this.session;
    const { columns, statistic, rows } = update.grouping;
    const learned = columns.length > 0 ? JSON.stringify([columns, statistic]) : "";
    if (learned !== this.#learned) this.layout.forget(learned !== "");
    this.#learned = learned;
    this.layout.place(this.#header.withWidths(update.grid), this.#view.width);
    this.#space.resize(rows, Math.max(0, this.#view.height - HEADER_PX));
    this.cursor = {
      row: Math.min(this.cursor.row, rows - 1),
      column: Math.min(this.cursor.column, this.layout.all.length),
    };
  }

  protected override render(): TemplateResult {
    const { rows } = this.session.update.grouping;
    const { layout } = this;
    const shown = layout.visible(this.#left_px - SIDE_PX, this.#left_px + this.#view.width + SIDE_PX);
    const first = this.#space.firstRow;
    const last = Math.min(rows, first + this.#space.rowsInView) - 1;
    this.#want(first, last, shown);
    const x = (shown[0]?.x_px ?? 0) - this.#left_px;
    const y = first * ROW_PX - this.#space.top_px;
    const positions = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
    const active = this.cursor;
    return html`<div
      class="grid-scroll"
      role=${this.#grouped ? "treegrid" : "grid"}
      tabindex="0"
      aria-label="Runs"
      aria-multiselectable="true"
      aria-rowcount=${rows + 1}
      aria-colcount=${layout.all.length + 1}
      aria-activedescendant=${cellId(active.row, active.column + 1)}
      @scroll=${this.#onScroll}
      @keydown=${this.#onKey}
      @click=${this.#onClick}
      @pointerdown=${this.#onPointerDown}
      @contextmenu=${this.#onContextMenu}
      @pointermove=${this.#onPointerMove}
      @pointerleave=${this.#onPointerLeave}
    >
      <div class="grid-space" ${css({ height: `${this.#space.space_px + HEADER_PX}px`, width: `${layout.pinned_px + layout.flowing_px}px` })}>
        <div class="grid-window" ${css({ width: `${this.#view.width}px`, height: `${this.#view.height}px`, "--x": `${x}px` })}>
          ${this.#headerRow(shown)}
          <div class="grid-body">
            <div class="grid-rows" ${css({ transform: `translateY(${y}px)` })}>${positions.map((position) => this.#row(position, shown))}</div>
          </div>
          ${this.dropX === null ? nothing : html`<div class="grid-drop" ${css({ left: `${this.dropX}px` })}></div>`}
        </div>
      </div>
    </div>`;
  }

  /** Says everything about the cell of a group that the cursor came to. */
  #tellCursor(): void {
    if (!this.#grouped || !this.#scroller.matches(":focus-visible")) return;
    this.#tip.over(this.querySelector<HTMLElement>(".group-row .cell.active[data-value]"));
  }

  /** Says it where scrolling took another cell under the pointer, or the cursor's into view. */
  #tellSettled(): void {
    const under = this.querySelector<HTMLElement>(".group-row .cell[data-value]:hover");
    if (under) this.#tip.over(under);
    else this.#tellCursor();
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.hasUpdated) return;
    if (changed.has("cursor")) this.#tellCursor();
    const wanted = this.#space.scroll_px;
    if (this.#settleTimer === 0 && Math.abs(this.#space.lastScroll_px - wanted) > 1) this.#placeScroll(wanted);
  }

  #headerRow(shown: Placed[]): TemplateResult {
    const { layout } = this;
    const cell = ({ column, index, width_px }: Placed) =>
      headerCell(column, layout.label(column), index, width_px, this.#isActive(-1, index));
    return html`<div class="grid-row grid-header" role="row" aria-rowindex="1">
      <div class="pinned" role="none">${headerCell(this.session.update.grid.name, this.#grouped ? "Group" : "Run", 1, layout.runWidth_px, this.#isActive(-1, 1))}${layout.pinned.map(cell)}</div>
      <div class="flowing" role="none">${shown.map(cell)}</div>
    </div>`;
  }

  #row(position: number, shown: Placed[]): TemplateResult {
    const row = this.#rows.row(position);
    const group = this.#grouped ? row?.group : null;
    const inGroup = this.#grouped && row !== undefined && !group;
    const cell = (placed: Placed) =>
      valueCell(this.#rows.cell(position, placed.column.name), placed, position, this.#isActive(position, placed.index), Boolean(group));
    const active = this.#isActive(position, 1);
    const first =
      row && group ? groupCell(row, group, this.layout.runWidth_px, active) : runCell(row, position, this.layout.runWidth_px, active, inGroup);
    const lit = this.session.highlight.position === position;
    return html`<div
      class=${`grid-row ${row?.selected ? "selected" : ""} ${lit ? "lit" : ""} ${group ? "group-row" : ""}`}
      role="row"
      aria-rowindex=${position + 2}
      aria-selected=${row?.selected ?? false}
      aria-level=${group ? 1 : inGroup ? 2 : nothing}
      aria-expanded=${group ? group.expanded : nothing}
      data-position=${position}
    >
      <div class="pinned" role="none">${first}${this.layout.pinned.map(cell)}</div>
      <div class="flowing" role="none">${shown.map(cell)}</div>
    </div>`;
  }

  #want(first: number, last: number, shown: Placed[]): void {
    if (!this.#nearby.near) return;
    const { update, restarts, colours } = this.session;
    this.#rows.want({
      first,
      last,
      columns: [...this.layout.pinned, ...shown].map(({ column }) => column.name),
      engine: restarts,
      generation: update.generation,
      colours,
    });
  }

  #learn(columns: string[], rows: Row[]): void {
    this.layout.learnNames(rows.map((row) => row.name));
    columns.forEach((name, at) => this.layout.learn(name, rows.map((row) => row.cells[at] ?? null)));
    this.requestUpdate();
  }

  get #grouped(): boolean {
    return this.session.update.grouping.columns.length > 0;
  }

  #isActive(row: number, index: number): boolean {
    return this.cursor.row === row && this.cursor.column === index - 1;
  }

  get #scroller(): HTMLElement {
    return this.querySelector<HTMLElement>(".grid-scroll") ?? this;
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#scroller;
    if (width === this.#view.width && height === this.#view.height) return;
    this.#view = { width, height };
    this.requestUpdate();
  }

  readonly #onScroll = (): void => {
    const { scrollTop, scrollLeft } = this.#scroller;
    this.#left_px = scrollLeft;
    this.#tip.over(null);
    this.#space.scrolled(scrollTop);
    this.requestUpdate();
    clearTimeout(this.#settleTimer);
    this.#settleTimer = window.setTimeout(() => {
      this.#settleTimer = 0;
      this.#tellSettled();
      this.requestUpdate();
    }, SETTLE_MS);
  };

  #placeScroll(top_px: number): void {
    this.#scroller.scrollTop = top_px;
    this.#space.placed(this.#scroller.scrollTop);
  }

  #reveal(): void {
    if (this.cursor.row >= 0) this.#space.reveal(this.cursor.row);
    if (this.cursor.column === 0) this.#scroller.scrollLeft = 0;
    const placed = this.layout.flowing.find(({ index }) => index === this.cursor.column + 1);
    if (placed) {
      const room = this.#view.width - this.layout.pinned_px;
      if (placed.x_px < this.#left_px) this.#left_px = placed.x_px;
      else if (placed.x_px + placed.width_px > this.#left_px + room) this.#left_px = placed.x_px + placed.width_px - room;
      this.#scroller.scrollLeft = this.#left_px;
      this.#left_px = this.#scroller.scrollLeft;
    }
    this.requestUpdate();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { cursor } = this;
    const column = this.columnAt(cursor.column);
    if (cursor.row === -1 && column && this.#header.key(event, column)) return;
    if (cursor.row >= 0 && this.#grouped && this.#groupKey(event)) return;
    const size = { rows: this.session.update.grouping.rows, columns: this.layout.all.length + 1, page: Math.max(1, this.#space.rowsInView - 2) };
    const to = moved(cursor, event, size);
    if (to) {
      this.cursor = to;
      if (to.row === -1 && cursor.row !== -1) this.#space.reveal(0);
      this.#reveal();
      if (event.shiftKey && to.row >= 0 && to.row !== cursor.row) this.#choosing.extend(Math.max(0, cursor.row), to.row);
    } else if ((event.key === " " || event.key === "Enter") && cursor.row >= 0) this.#choosing.toggle(cursor.row);
    else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) this.#choosing.all();
    else if (event.key.toLowerCase() === "c" && (event.ctrlKey || event.metaKey)) this.#copy();
    else if (event.key === "Escape") this.#choosing.none();
    else return;
    event.preventDefault();
  };

  /** A key that shows or hides the runs of a group. Says whether it meant that. */
  #groupKey(event: KeyboardEvent): boolean {
    const step = groupStep(event, this.cursor, (position) => this.#rows.row(position));
    if (!step) return false;
    event.preventDefault();
    if ("to" in step) {
      this.cursor = step.to;
      this.#reveal();
    } else this.#expand(this.cursor.row, step.expand);
    return true;
  }

  /** Shows or hides the runs of a group. The next key or click may come before the rows of the new state. */
  #expand(position: number, on: boolean): void {
    const group = this.#rows.row(position)?.group;
    if (group) group.expanded = on;
    void this.session.apply({ type: "expand", position, on });
  }

  #copy(): void {
    const cell = document.getElementById(cellId(this.cursor.row, this.cursor.column + 1));
    if (cell) void this.#whole.copy(cell);
  }

  readonly #onClick = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    const head = target.closest<HTMLElement>(".head");
    if (head) {
      const column = this.columnNamed(head.dataset["column"] ?? "");
      if (column) this.#header.click(event, head, column);
      return;
    }
    const position = positionOf(target);
    if (position === null) return;
    const index = Number(target.closest(".cell")?.getAttribute("aria-colindex") ?? 1);
    this.cursor = { row: position, column: index - 1 };
    const group = this.#grouped ? this.#rows.row(position)?.group : null;
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !target.closest("[data-choose]");
    if (group && plain && target.closest("[data-toggle]")) {
      this.#expand(position, !group.expanded);
      return;
    }
    this.#choosing.click(position, event, target.closest("[data-choose]") !== null);
  };

  readonly #onPointerDown = (event: PointerEvent): void => {
    const head = (event.target as HTMLElement).closest<HTMLElement>(".head");
    const column = this.columnNamed(head?.dataset["column"] ?? "");
    if (head && column) this.#header.pointerDown(event, head, column);
    else if (event.shiftKey) event.preventDefault();
  };

  readonly #onContextMenu = (event: MouseEvent): void => {
    const head = (event.target as HTMLElement).closest<HTMLElement>(".head");
    const column = this.columnNamed(head?.dataset["column"] ?? "");
    if (!head || !column) return;
    event.preventDefault();
    this.#header.menu(head, column);
  };

  readonly #onPointerMove = (event: PointerEvent): void => {
    if (event.pointerType === "touch") return;
    const target = event.target as HTMLElement;
    this.session.highlight.set(positionOf(target), "table");
    this.#whole.over(target.closest<HTMLElement>(".grid-row:not(.group-row) .cell:not(.head), .group-row .cell[data-name]"));
    this.#tip.over(target.closest<HTMLElement>(".group-row .cell[data-value]"));
  };

  readonly #onPointerLeave = (): void => {
    this.session.highlight.set(null, "table");
    this.#whole.over(null);
    this.#tip.over(null);
  };

  /** By the cursor's count: 0 is the run's name. */
  columnAt(column: number): GridColumn | undefined {
    return column === 0 ? this.session.update.grid.name : this.layout.all[column - 1]?.column;
  }

  columnNamed(name: string): GridColumn | undefined {
    const { grid } = this.session.update;
    if (name === grid.name.name) return grid.name;
    return this.layout.all.find(({ column }) => column.name === name)?.column;
  }
}

function positionOf(element: HTMLElement): number | null {
  const text = element.closest<HTMLElement>("[data-position]")?.dataset["position"];
  return text === undefined ? null : Number(text);
}
