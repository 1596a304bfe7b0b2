import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import { openColumnPicker } from "../controls/column_picker.js";
import { Part } from "../controls/part.js";
import { plural } from "../controls/quantity.js";
import type { Hover, Picture, PictureRequest } from "../engine/protocol.js";
import { linesSwitch } from "../grid/group_button.js";
import { currentPalette } from "../session/theme.js";
import "./axis_handles.js";
import { exportButton, type Exportable } from "./export_menu.js";
import { Latest } from "../engine/latest.js";
import { droppedAxes } from "./dropped_axes.js";
import { leftOut } from "./left_out.js";
import { openParallelSettings } from "./parallel_settings.js";
import { painterFrom, paintLayers, scaleOf } from "./painting.js";

const LEAST_HEIGHT_PX = 250;
const MOST_HEIGHT_PX = 460;
const SHARE_OF_WINDOW = 0.31;

/** The parallel coordinates: three canvases (lines, axes, hovered run) and handles above them. */
@customElement("rl-parallel")
export class ParallelPanel extends Part {
  @state() private picture: Picture | null = null;
  @state() private hovering = false;
  #asked = "";
  #width = 0;
  readonly #resized = new ResizeObserver(() => this.#onResize());

  readonly #pictures = new Latest<PictureRequest, Picture | null>(
    (request) => this.session.picture(request),
    (picture) => {
      if (!picture) this.#asked = "";
      else this.picture = picture;
    },
  );

  readonly #hovers = new Latest<{ x: number; y: number } | { row: number } | null, Hover | null>(
    (at) => {
      if (!at) return Promise.resolve(null);
      return "row" in at ? this.session.hoverRow(at.row) : this.session.hover(at.x, at.y);
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
    const size = picture && !picture.note ? { width: `${picture.width_px}px`, height: `${picture.height_px}px` } : { height: `${this.#height()}px` };
    return html`<figure class="panel chart" aria-label=${nameOf(picture)}>
      <div class="panel-head">
        <h2 class="panel-title">Parallel coordinates</h2>
        <span class="panel-sub">${this.#facts()}</span>
        <div class="panel-tools">
          ${this.session.update.grouping.columns.length > 0 ? linesSwitch(this.session) : nothing}
          <button class="quiet" aria-haspopup="dialog" @click=${this.#pickColour}>Colour${icon("down")}</button>
          <button class="quiet" aria-haspopup="dialog" @click=${(event: Event) => openParallelSettings(this.session, event.currentTarget as HTMLElement)}>Drawing${icon("down")}</button>
          <button class="quiet" data-axes aria-haspopup="dialog" @click=${this.#pickAxis}>Axes${icon("down")}</button>
          ${exportButton(this.session, this.#exportable())}
        </div>
      </div>
      <div class="chart-scroll" tabindex=${picture && picture.width_px > this.#width + 1 ? "0" : nothing}>
        <div
          class=${`stage ${this.hovering ? "hovering" : ""}`}
          ${css(size)}
          @pointermove=${this.#onMove}
          @pointerleave=${() => this.#hovers.ask(null)}
        >
          <canvas class="layer lines"></canvas>
          <canvas class="layer marks"></canvas>
          <canvas class="layer hover"></canvas>
          <rl-axes .session=${this.session} .axes=${picture?.note ? [] : (picture?.axes ?? [])}></rl-axes>
          ${picture === null ? html`<p class="chart-note">Drawing…</p>` : picture.note ? html`<p class="chart-note">${picture.note}</p>` : nothing}
        </div>
      </div>
      ${picture && picture.leftOut.length > 0 ? leftOut(picture.leftOut) : nothing}
    </figure>`;
  }

  protected override updated(): void {
    this.#askForPicture();
    if (this.picture) void this.#paint(this.picture);
  }

  #facts(): string {
    const { view, columns } = this.session.update;
    const colour = columns.find((column) => column.name === view.colour);
    const facts = [
      colour ? `coloured by ${colour.key}` : "",
      view.drawing.folded > 0 ? `${plural(view.drawing.folded, "constant column")} without an axis` : "",
    ];
    return facts.filter((fact) => fact !== "").join(" · ");
  }

  #exportable(): Exportable {
    const { picture } = this;
    const size = picture && !picture.note ? { asked: { width_px: this.#width, height_px: this.#height() }, taken: picture } : null;
    const { grouping, matching } = this.session.update;
    const byGroup = grouping.columns.length > 0 && grouping.lines === "groups";
    const data = byGroup ? plural(grouping.groups, "group") : plural(matching, "run");
    return { panel: "parallel", fileName: "parallel-coordinates", size, marks: byGroup ? "a line a group" : "a line a run", data };
  }

  #height(): number {
    return Math.round(Math.max(LEAST_HEIGHT_PX, Math.min(MOST_HEIGHT_PX, innerHeight * SHARE_OF_WINDOW)));
  }

  #onResize(): void {
    const width = this.querySelector(".chart-scroll")?.clientWidth ?? 0;
    if (width === this.#width) return;
    this.#width = width;
    this.#askForPicture();
  }

  #askForPicture(): void {
    if (this.#width === 0 || this.session.update.sources.length === 0) return;
    const request: PictureRequest = {
      width_px: this.#width,
      height_px: this.#height(),
      devicePixelRatio: window.devicePixelRatio,
      palette: currentPalette(),
    };
    const key = JSON.stringify([request, this.session.update.generation, this.session.restarts]);
    if (key === this.#asked) return;
    this.#asked = key;
    this.#pictures.ask(request);
  }

  #painted: Picture | null = null;

  async #paint(picture: Picture): Promise<void> {
    const { module } = this.session;
    if (this.#painted === picture || !module) return;
    this.#painted = picture;
    if (await paintLayers(this, module, picture, () => this.picture === picture)) this.hovering = false;
  }

  readonly #onMove = (event: PointerEvent): void => {
    if (event.buttons !== 0 || event.pointerType === "touch") return;
    const stage = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.#hovers.ask({ x: event.clientX - stage.left, y: event.clientY - stage.top });
  };

  readonly #onHighlight = (): void => {
    const { position, from } = this.session.highlight;
    if (from !== "parallel") this.#hovers.ask(position === null ? null : { row: position });
  };

  async #showHover(hover: Hover | null, fromPointer: boolean): Promise<void> {
    const { module } = this.session;
    const canvas = this.querySelector<HTMLCanvasElement>("canvas.hover");
    if (!module || !canvas || !this.picture) return;
    this.hovering = hover !== null;
    if (fromPointer) this.session.highlight.set(hover?.position ?? null, "parallel");
    if (hover) (await painterFrom(module)).paint(canvas, hover.scene, scaleOf(this.picture));
    else canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
  }

  readonly #pickColour = (event: Event): void => {
    const { session } = this;
    const drawing = () => session.update.view.drawing;
    openColumnPicker(event.currentTarget as HTMLElement, {
      label: "Colour by",
      placeholder: "Find a column…",
      columns: () => session.update.columns.filter((column) => column.differs !== false),
      chosen: (column) => session.update.view.colour === column.name,
      choose: (column) => session.apply({ type: "colour", column: column.name }),
      several: false,
      none: [
        { label: "Automatic", chosen: () => drawing().colourAutomatic, choose: () => void session.apply({ type: "colour", column: null }) },
        { label: "No colours", chosen: () => session.update.view.colour === null && !drawing().colourAutomatic, choose: () => void session.apply({ type: "noColour" }) },
      ],
    });
  };

  readonly #pickAxis = (event: Event): void => {
    const { session } = this;
    const indexOf = (name: string) => session.update.view.axes.findIndex((axis) => axis.column === name);
    openColumnPicker(event.currentTarget as HTMLElement, {
      label: "Axes",
      placeholder: "Find a column to add…",
      columns: () => session.update.columns,
      chosen: (column) => indexOf(column.name) >= 0,
      choose: (column) => {
        const axis = indexOf(column.name);
        return session.apply(axis >= 0 ? { type: "removeAxis", axis } : { type: "addAxis", column: column.name, before: null });
      },
      several: true,
      none: { label: "Automatic", chosen: () => session.update.view.drawing.axesAutomatic, choose: () => void session.apply({ type: "proposeAxes" }) },
      footer: () => droppedAxes(session),
    });
  };
}

function nameOf(picture: Picture | null): string {
  const kind = "Parallel coordinates";
  const words = picture?.note ?? picture?.description ?? "";
  if (words === "") return kind;
  return words.startsWith(kind) ? words : `${kind}: ${words}`;
}
