import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { openColumnPicker } from "../controls/column_picker.js";
import { css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { Latest } from "../engine/latest.js";
import type { Hover, MatrixArea, MatrixCellInfo, MatrixPicture, PictureRequest } from "../engine/protocol.js";
import { currentPalette } from "../session/theme.js";
import { exportButton, type Exportable } from "./export_menu.js";
import { leftOut } from "./left_out.js";
import { removePanel } from "./remove_panel.js";
import { painterFrom, paintLayers, scaleOf } from "./painting.js";

const CLICK_PX = 4;
/** How far a key moves or widens a brush, as a part of its cell. */
const KEY_STEP = 0.05;
const KEYS = "Enter brushes its middle, arrows move the brush, with Shift they widen it, Delete removes it";

type At = { x: number; y: number } | { row: number } | null;

/** The scatter matrix: three canvases (points, everything else, hovered run), and a button for every cell that can be brushed. */
@customElement("rl-matrix")
export class MatrixPanel extends Part {
  @state() private picture: MatrixPicture | null = null;
  @state() private hovering = false;
  @state() private drag: MatrixArea | null = null;
  #asked = "";
  #width = 0;
  readonly #resized = new ResizeObserver(() => this.#onResize());

  readonly #pictures = new Latest<PictureRequest, MatrixPicture | null>(
    (request) => this.session.matrix(request),
    (picture) => {
      if (!picture) this.#asked = "";
      else this.picture = picture;
    },
  );

  readonly #hovers = new Latest<At, Hover | null>(
    (at) => {
      if (!at) return Promise.resolve(null);
      return "row" in at ? this.session.matrixHoverRow(at.row) : this.session.matrixHover(at.x, at.y);
    },
    (hover, at) => void this.#showHover(hover, at === null || "x" in at),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.highlight.addEventListener("change", this.#onHighlight);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.highlight.removeEventListener("change", this.#onHighlight);
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    const scroller = this.querySelector(".chart-scroll");
    if (scroller) this.#resized.observe(scroller);
  }

  protected override render(): TemplateResult {
    const { picture } = this;
    const drawn = picture && !picture.note ? picture : null;
    const size = drawn ? { width: `${drawn.width_px}px`, height: `${drawn.height_px}px` } : { height: "240px" };
    return html`<figure class="panel chart matrix" aria-label=${nameOf(picture)}>
      <div class="panel-head">
        <h2 class="panel-title">Scatter matrix</h2>
        <span class="panel-sub">${this.#facts()}</span>
        <div class="panel-tools">
          <button class="quiet" aria-haspopup="dialog" @click=${this.#pickColumns}>Columns${icon("down")}</button>
          ${exportButton(this.session, this.#exportable())}
          <button class="quiet" aria-label="Remove the scatter matrix" title="Remove this panel" @click=${() => removePanel(this.session, "scatter-matrix")}>${icon("close")}</button>
        </div>
      </div>
      <div class="chart-scroll" tabindex=${drawn && drawn.width_px > this.#width + 1 ? "0" : nothing}>
        <div
          class=${`stage ${this.hovering ? "hovering" : ""}`}
          ${css(size)}
          @pointermove=${this.#onMove}
          @pointerleave=${() => this.#hovers.ask(null)}
        >
          <canvas class="layer lines"></canvas>
          <canvas class="layer marks"></canvas>
          <canvas class="layer hover"></canvas>
          ${drawn?.cells.map((cell) => this.#cell(cell))}
          ${this.drag ? brush(this.drag) : nothing}
          ${picture === null ? html`<p class="chart-note">Drawing…</p>` : picture.note ? html`<p class="chart-note">${picture.note}</p>` : nothing}
        </div>
      </div>
      ${picture && picture.leftOut.length > 0 ? leftOut(picture.leftOut) : nothing}
    </figure>`;
  }

  #cell(cell: MatrixCellInfo): TemplateResult {
    const place = { left: `${cell.x_px}px`, top: `${cell.y_px}px`, width: `${cell.width_px}px`, height: `${cell.height_px}px` };
    return html`<div
        class="matrix-cell"
        role="button"
        tabindex="0"
        aria-label=${`${cell.label}${cell.brush ? ", brushed" : ""}. ${KEYS}.`}
        ${css(place)}
        @pointerdown=${(event: PointerEvent) => this.#onDown(event, cell)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, cell)}
      ></div>
      ${cell.brush && !this.drag ? brush(onPage(cell, cell.brush)) : nothing}`;
  }

  protected override updated(): void {
    this.#askForPicture();
    if (this.picture) void this.#paint(this.picture);
  }

  #facts(): string {
    const { view, columns } = this.session.update;
    const colour = columns.find((column) => column.name === view.colour);
    return colour && this.picture && !this.picture.note ? `coloured by ${colour.key} · rank correlation above the diagonal` : "";
  }

  #exportable(): Exportable {
    const { picture } = this;
    const size = picture && !picture.note ? { asked: { width_px: this.#width, height_px: 0 }, taken: picture } : null;
    return { chart: "matrix", fileName: "scatter-matrix", size, marks: "a point a run", data: "runs" };
  }

  #onResize(): void {
    const width = this.querySelector(".chart-scroll")?.clientWidth ?? 0;
    if (width === this.#width) return;
    this.#width = width;
    this.#askForPicture();
  }

  #askForPicture(): void {
    if (this.#width === 0 || this.session.update.sources.length === 0) return;
    const request: PictureRequest = { width_px: this.#width, height_px: 0, devicePixelRatio: window.devicePixelRatio, palette: currentPalette() };
    const key = JSON.stringify([request, this.session.update.generation, this.session.restarts]);
    if (key === this.#asked) return;
    this.#asked = key;
    this.#pictures.ask(request);
  }

  #painted: MatrixPicture | null = null;

  async #paint(picture: MatrixPicture): Promise<void> {
    const { module } = this.session;
    if (this.#painted === picture || !module) return;
    this.#painted = picture;
    if (await paintLayers(this, module, picture, () => this.picture === picture)) this.hovering = false;
  }

  readonly #onMove = (event: PointerEvent): void => {
    if (event.buttons !== 0 || event.pointerType === "touch") return;
    const { x, y } = this.#placeOf(event);
    this.#hovers.ask({ x, y });
  };

  #placeOf(event: PointerEvent): { x: number; y: number } {
    const stage = this.querySelector(".stage");
    const { left, top } = stage ? stage.getBoundingClientRect() : { left: 0, top: 0 };
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** Drags a brush open in a cell; a click takes the brush away. */
  #onDown(event: PointerEvent, cell: MatrixCellInfo): void {
    if (event.button !== 0) return;
    const target = event.currentTarget as HTMLElement;
    const start = this.#placeOf(event);
    target.setPointerCapture(event.pointerId);
    this.#hovers.ask(null);
    const inside = (at: { x: number; y: number }) => ({
      x: Math.max(cell.x_px, Math.min(cell.x_px + cell.width_px, at.x)),
      y: Math.max(cell.y_px, Math.min(cell.y_px + cell.height_px, at.y)),
    });
    const move = (pointer: PointerEvent) => {
      const at = inside(this.#placeOf(pointer));
      if (!this.drag && Math.hypot(at.x - start.x, at.y - start.y) < CLICK_PX) return;
      this.drag = areaOf(start, at);
      void this.session.apply({ type: "brushCell", area: this.drag }, { live: true });
    };
    const end = (pointer: PointerEvent) => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
      const { drag } = this;
      this.drag = null;
      if (pointer.type === "pointercancel") return;
      if (drag) void this.session.apply({ type: "brushCell", area: drag });
      else if (cell.brush) void this.session.apply({ type: "clearBrushes" });
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  }

  #onKey(event: KeyboardEvent, cell: MatrixCellInfo): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const area = cell.brush ? onPage(cell, cell.brush) : null;
    const step = { x: cell.width_px * KEY_STEP, y: cell.height_px * KEY_STEP };
    const by = { ArrowLeft: [-step.x, 0], ArrowRight: [step.x, 0], ArrowUp: [0, -step.y], ArrowDown: [0, step.y] }[event.key];
    if ((event.key === "Enter" || event.key === " ") && !area) {
      const [x, y] = [cell.x_px + cell.width_px / 2, cell.y_px + cell.height_px / 2];
      const half = { x: cell.width_px / 4, y: cell.height_px / 4 };
      void this.session.apply({ type: "brushCell", area: areaOf({ x: x - half.x, y: y - half.y }, { x: x + half.x, y: y + half.y }) });
    } else if ((event.key === "Delete" || event.key === "Backspace" || event.key === "Escape") && area) {
      void this.session.apply({ type: "clearBrushes" });
    } else if (by && area) {
      const [dx = 0, dy = 0] = by;
      const moved = event.shiftKey
        ? { ...area, right_px: area.right_px + dx, top_px: area.top_px + dy }
        : { left_px: area.left_px + dx, right_px: area.right_px + dx, top_px: area.top_px + dy, bottom_px: area.bottom_px + dy };
      void this.session.apply({ type: "brushCell", area: within(cell, moved) });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  readonly #onHighlight = (): void => {
    const { position, from } = this.session.highlight;
    if (from !== "matrix") this.#hovers.ask(position === null ? null : { row: position });
  };

  async #showHover(hover: Hover | null, fromPointer: boolean): Promise<void> {
    const { module } = this.session;
    const canvas = this.querySelector<HTMLCanvasElement>("canvas.hover");
    if (!module || !canvas || !this.picture) return;
    this.hovering = hover !== null;
    if (fromPointer) this.session.highlight.set(hover?.position ?? null, "matrix");
    if (hover) (await painterFrom(module)).paint(canvas, hover.scene, scaleOf(this.picture));
    else canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
  }

  readonly #pickColumns = (event: Event): void => {
    openColumnPicker(event.currentTarget as HTMLElement, {
      label: "Columns of the scatter matrix",
      placeholder: "Find a column",
      columns: () => this.session.update.columns,
      chosen: (column) => this.picture?.columns.includes(column.name) ?? false,
      several: true,
      choose: async (column) => {
        const shown = this.picture?.columns ?? [];
        const columns = shown.includes(column.name) ? shown.filter((name) => name !== column.name) : [...shown, column.name];
        await this.session.apply({ type: "matrix", columns });
        await this.#pictures.idle();
      },
    });
  };
}

function brush(area: MatrixArea): TemplateResult {
  const size = { width: `${area.right_px - area.left_px}px`, height: `${area.bottom_px - area.top_px}px` };
  return html`<div class="matrix-brush" ${css({ left: `${area.left_px}px`, top: `${area.top_px}px`, ...size })}></div>`;
}

function areaOf(a: { x: number; y: number }, b: { x: number; y: number }): MatrixArea {
  return { left_px: Math.min(a.x, b.x), right_px: Math.max(a.x, b.x), top_px: Math.min(a.y, b.y), bottom_px: Math.max(a.y, b.y) };
}

function onPage(cell: MatrixCellInfo, area: MatrixArea): MatrixArea {
  return {
    left_px: cell.x_px + area.left_px,
    right_px: cell.x_px + area.right_px,
    top_px: cell.y_px + area.top_px,
    bottom_px: cell.y_px + area.bottom_px,
  };
}

function within(cell: MatrixCellInfo, area: MatrixArea): MatrixArea {
  const x = (at: number) => Math.max(cell.x_px, Math.min(cell.x_px + cell.width_px, at));
  const y = (at: number) => Math.max(cell.y_px, Math.min(cell.y_px + cell.height_px, at));
  return { left_px: x(area.left_px), right_px: x(area.right_px), top_px: y(area.top_px), bottom_px: y(area.bottom_px) };
}

function nameOf(picture: MatrixPicture | null): string {
  const kind = "Scatter matrix";
  const words = picture?.note ?? picture?.description ?? "";
  if (words === "") return kind;
  return words.startsWith(kind) ? words : `${kind}: ${words}`;
}
