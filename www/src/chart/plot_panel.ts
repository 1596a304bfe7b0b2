import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { Latest } from "../engine/latest.js";
import type { Hover, PanelInfo, PictureRequest, PlotArea, PlotCellInfo, PlotPicture, PlotSettings } from "../engine/protocol.js";
import { currentPalette } from "../session/theme.js";
import { areaOf, brushByKey, brushOf, inside, type Place } from "./cell_brush.js";
import { exportButton, type Exportable } from "./export_menu.js";
import { leftOut } from "./left_out.js";
import { painterFrom, paintLayers, scaleOf } from "./painting.js";
import { plotSettings } from "./plot_settings.js";
import { removePanel } from "./remove_panel.js";

const CLICK_PX = 4;
const KEYS = "Enter brushes its middle, arrows move the brush, with Shift they widen it, Delete removes it";
/** More bars than this cannot be told apart by a finger, nor walked through by key. */
const MOST_PARTS = 200;

type At = Place | { row: number } | null;

/** A plot of any kind: three canvases (points, everything else, what is hovered), and a button for every cell and bar that can be brushed. */
@customElement("rl-plot")
export class PlotPanel extends Part {
  @property({ attribute: false }) panel!: PanelInfo;
  @state() private picture: PlotPicture | null = null;
  @state() private hovering = false;
  @state() private drag: PlotArea | null = null;
  #asked = "";
  #width = 0;
  readonly #resized = new ResizeObserver(() => this.#onResize());

  readonly #pictures = new Latest<PictureRequest, PlotPicture | null>(
    (request) => this.session.plot(this.panel.name, request),
    (picture) => {
      if (!picture) this.#asked = "";
      else this.picture = picture;
    },
  );

  readonly #hovers = new Latest<At, Hover | null>(
    (at) => {
      if (!at) return Promise.resolve(null);
      return "row" in at ? this.session.plotHoverRow(this.panel.name, at.row) : this.session.plotHover(this.panel.name, at.x, at.y);
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
    const { title } = this.panel;
    const drawn = picture && !picture.note ? picture : null;
    const size = drawn ? { width: `${drawn.width_px}px`, height: `${drawn.height_px}px` } : { height: "240px" };
    return html`<figure class="panel chart plot" aria-label=${this.#name()}>
      <div class="panel-head">
        <h2 class="panel-title">${title}</h2>
        <span class="panel-sub">${this.#facts()}</span>
        <div class="panel-tools">
          ${plotSettings({ session: this.session, panel: this.panel.name, picture: () => this.picture, change: (settings) => this.#change(settings) })}
          ${exportButton(this.session, this.#exportable())}
          <button class="quiet" aria-label=${`Remove ${title}`} title="Remove this panel" @click=${() => removePanel(this.session, this.panel.name)}>${icon("close")}</button>
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
          ${drawn && drawn.parts.length <= MOST_PARTS ? drawn.parts.map((part, index) => this.#part(part, index)) : nothing}
          ${this.drag ? brush(this.drag) : nothing}
          ${picture === null ? html`<p class="chart-note">Drawing…</p>` : picture.note ? html`<p class="chart-note">${picture.note}</p>` : nothing}
        </div>
      </div>
      ${picture && picture.leftOut.length > 0 ? leftOut(picture.leftOut) : nothing}
    </figure>`;
  }

  #cell(cell: PlotCellInfo): TemplateResult {
    const shown = this.drag ? null : brushOf(cell);
    return html`<div
        class="plot-cell"
        role="button"
        tabindex="0"
        aria-label=${`${cell.label}${cell.brush ? ", brushed" : ""}. ${KEYS}.`}
        ${css(boxOf(cell))}
        @pointerdown=${(event: PointerEvent) => this.#onDown(event, cell)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, cell)}
      ></div>
      ${shown ? brush(shown) : nothing}`;
  }

  /** A bar or box; a cell below it takes the pointer, where there is one. */
  #part(part: PlotCellInfo, index: number): TemplateResult {
    const brushIt = () => void this.session.apply({ type: "brushPart", panel: this.panel.name, part: index });
    const take = (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      brushIt();
    };
    const alone = this.picture?.cells.some((cell) => part.x_px < cell.x_px + cell.width_px && part.x_px + part.width_px > cell.x_px) ? "" : "alone";
    const middle = () => this.#hovers.ask({ x: part.x_px + part.width_px / 2, y: part.y_px + part.height_px / 2 });
    return html`<div class=${`plot-part ${alone}`} role="button" tabindex="0" aria-label=${part.label} ${css(boxOf(part))} @click=${brushIt} @keydown=${take} @focus=${middle} @blur=${() => this.#hovers.ask(null)}></div>`;
  }

  protected override updated(): void {
    this.#askForPicture();
    if (this.picture) void this.#paint(this.picture);
  }

  #name(): string {
    const { title } = this.panel;
    const words = this.picture?.note ?? this.picture?.description ?? "";
    if (words === "") return title;
    return words.startsWith(title) ? words : `${title}: ${words}`;
  }

  #facts(): string {
    const { picture } = this;
    return picture?.colour && !picture.note ? `coloured by ${picture.colour}` : "";
  }

  #exportable(): Exportable {
    const { picture } = this;
    const size = picture && !picture.note ? { asked: { width_px: this.#width, height_px: 0 }, taken: picture } : null;
    return { panel: this.panel.name, fileName: this.panel.name, size, marks: picture && picture.pixels.byteLength > 0 ? "a point a run" : null, data: "runs" };
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
    const key = JSON.stringify([this.panel.name, request, this.session.update.generation, this.session.restarts]);
    if (key === this.#asked) return;
    this.#asked = key;
    this.#pictures.ask(request);
  }

  #painted: PlotPicture | null = null;

  async #paint(picture: PlotPicture): Promise<void> {
    const { module } = this.session;
    if (this.#painted === picture || !module) return;
    this.#painted = picture;
    if (await paintLayers(this, module, picture, () => this.picture === picture)) this.hovering = false;
  }

  async #change(settings: PlotSettings): Promise<void> {
    await this.session.apply({ type: "plot", panel: this.panel.name, settings });
    await this.#pictures.idle();
  }

  readonly #onMove = (event: PointerEvent): void => {
    if (event.buttons !== 0 || event.pointerType === "touch") return;
    this.#hovers.ask(this.#placeOf(event));
  };

  #placeOf(event: PointerEvent): Place {
    const stage = this.querySelector(".stage");
    const { left, top } = stage ? stage.getBoundingClientRect() : { left: 0, top: 0 };
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** Drags a brush open in a cell; a click brushes the bar there, or takes the brush away. */
  #onDown(event: PointerEvent, cell: PlotCellInfo): void {
    if (event.button !== 0) return;
    const target = event.currentTarget as HTMLElement;
    const start = this.#placeOf(event);
    target.setPointerCapture(event.pointerId);
    this.#hovers.ask(null);
    const move = (pointer: PointerEvent) => {
      const at = inside(cell, this.#placeOf(pointer));
      if (!this.drag && Math.hypot(at.x - start.x, at.y - start.y) < CLICK_PX) return;
      this.drag = areaOf(start, at);
      void this.#brush(this.drag, true);
    };
    const end = (pointer: PointerEvent) => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
      const { drag } = this;
      this.drag = null;
      if (pointer.type === "pointercancel") return;
      if (drag) void this.#brush(drag);
      else this.#click(cell, start);
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  }

  #click(cell: PlotCellInfo, at: Place): void {
    const part = this.picture?.parts.findLastIndex(({ x_px, y_px, width_px, height_px }) => at.x >= x_px && at.x <= x_px + width_px && at.y >= y_px && at.y <= y_px + height_px) ?? -1;
    if (part >= 0) void this.session.apply({ type: "brushPart", panel: this.panel.name, part });
    else if (cell.brush) void this.session.apply({ type: "clearBrushes" });
  }

  #brush(area: PlotArea, live = false): Promise<unknown> {
    return this.session.apply({ type: "brushCell", panel: this.panel.name, area }, live ? { live } : {});
  }

  #onKey(event: KeyboardEvent, cell: PlotCellInfo): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const wanted = brushByKey(cell, event.key, event.shiftKey);
    if (wanted === null) return;
    if (wanted === "clear") void this.session.apply({ type: "clearBrushes" });
    else void this.#brush(wanted);
    event.preventDefault();
    event.stopPropagation();
  }

  readonly #onHighlight = (): void => {
    const { position, from } = this.session.highlight;
    if (from !== this.panel.name) this.#hovers.ask(position === null ? null : { row: position });
  };

  async #showHover(hover: Hover | null, fromPointer: boolean): Promise<void> {
    const { module } = this.session;
    const canvas = this.querySelector<HTMLCanvasElement>("canvas.hover");
    if (!module || !canvas || !this.picture) return;
    this.hovering = hover !== null;
    if (fromPointer) this.session.highlight.set(hover?.position ?? null, this.panel.name);
    if (hover) (await painterFrom(module)).paint(canvas, hover.scene, scaleOf(this.picture));
    else canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
  }
}

function boxOf(cell: PlotCellInfo): Record<string, string> {
  return { left: `${cell.x_px}px`, top: `${cell.y_px}px`, width: `${cell.width_px}px`, height: `${cell.height_px}px` };
}

function brush(area: PlotArea): TemplateResult {
  const size = { width: `${area.right_px - area.left_px}px`, height: `${area.bottom_px - area.top_px}px` };
  return html`<div class="plot-brush" ${css({ left: `${area.left_px}px`, top: `${area.top_px}px`, ...size })}></div>`;
}
