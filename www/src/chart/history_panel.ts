import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { Latest } from "../engine/latest.js";
import type { HistoryHover, HistoryPane, HistoryPicture, HistoryRequest, HistorySettings, HistoryWindow } from "../engine/protocol.js";
import { keyOf, linesSwitch } from "../grid/group_button.js";
import { currentPalette } from "../session/theme.js";
import { exportButton, type Exportable } from "./export_menu.js";
import { openMetrics, openSettings, type Settings } from "./history_settings.js";
import { isWhole, moved, paneAt, placeAt, widened } from "./history_window.js";
import { leftOut } from "./left_out.js";
import { painterFrom, paintLayers, scaleOf } from "./painting.js";

const LEAST_HEIGHT_PX = 230;
const MOST_HEIGHT_PX = 400;
const SHARE_OF_WINDOW = 0.28;
const CLICK_PX = 4;
/** How long after the last key the window is settled. */
const SETTLE_MS = 400;
const KEYS = "Left and Right move, plus and minus zoom, 0 shows everything, Up and Down go from run to run";

/** A part of the axis that is being taken with the pointer. */
interface Drag {
  pane: HistoryPane;
  from_px: number;
  to_px: number;
}

type At = { x: number; y: number } | { row: number; x?: number } | null;

/** The metric history: three canvases (lines, axes, hovered run), the pointer and the keys above them. */
@customElement("rl-history")
export class HistoryPanel extends Part {
  @state() private picture: HistoryPicture | null = null;
  @state() private hovering = false;
  @state() private drag: Drag | null = null;
  @state() private said = "";
  /** What the horizontal axis shows until the view says so. */
  #window: HistoryWindow | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #asked = "";
  #width = 0;
  readonly #resized = new ResizeObserver(() => this.#onResize());

  readonly #pictures = new Latest<HistoryRequest, HistoryPicture | null>(
    (request) => this.session.history(request),
    (picture) => {
      if (!picture) this.#asked = "";
      else this.picture = picture;
    },
  );

  readonly #hovers = new Latest<At, HistoryHover | null>(
    (at) => {
      if (!at) return Promise.resolve(null);
      return "row" in at ? this.session.historyHoverRow(at.row, at.x) : this.session.historyHover(at.x, at.y);
    },
    (hover, at) => void this.#showHover(hover, at === null || "y" in at),
  );

  #settings(): Settings {
    return { session: this.session, now: () => this.picture?.settings ?? null, change: (change, live) => this.#change(change, live) };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.highlight.addEventListener("change", this.#onHighlight);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.highlight.removeEventListener("change", this.#onHighlight);
    this.#resized.disconnect();
    clearTimeout(this.#settling);
  }

  protected override firstUpdated(): void {
    const scroller = this.querySelector(".chart-scroll");
    if (scroller) this.#resized.observe(scroller);
  }

  protected override render(): TemplateResult {
    const { picture } = this;
    const drawn = picture && !picture.note;
    const height = drawn ? picture.height_px : this.#height();
    return html`<figure class="panel chart history" aria-label=${nameOf(picture)}>
      <div class="panel-head">
        <h2 class="panel-title">Metric history</h2>
        <span class="panel-sub">${this.#facts()}</span>
        <div class="panel-tools">
          ${this.#isZoomed() ? html`<button class="quiet" title="Show everything (double click, or 0)" @click=${() => void this.#settle(null)}>Reset zoom</button>` : nothing}
          ${this.session.update.grouping.columns.length > 0 ? linesSwitch(this.session) : nothing}
          <button class="quiet" aria-haspopup="dialog" @click=${this.#pickMetrics}>Metrics${icon("down")}</button>
          <button class="quiet" aria-haspopup="dialog" @click=${this.#openSettings}>Drawing${icon("down")}</button>
          ${exportButton(this.session, this.#exportable())}
        </div>
      </div>
      <div class="chart-scroll">
        <div
          class=${`stage ${this.hovering ? "hovering" : ""}`}
          role="group"
          tabindex=${drawn ? "0" : nothing}
          aria-label=${`Plot. ${KEYS}.`}
          ${css({ height: `${height}px` })}
          @pointermove=${this.#onMove}
          @pointerleave=${() => this.#hovers.ask(null)}
          @pointerdown=${this.#onDown}
          @dblclick=${() => void this.#settle(null)}
          @keydown=${this.#onKey}
          @blur=${() => this.#hovers.ask(null)}
        >
          <canvas class="layer lines"></canvas>
          <canvas class="layer marks"></canvas>
          <canvas class="layer hover"></canvas>
          ${this.drag ? band(this.drag) : nothing}
          ${picture === null ? html`<p class="chart-note">Drawing…</p>` : picture.note ? html`<p class="chart-note">${picture.note}</p>` : nothing}
        </div>
      </div>
      <p class="out-of-sight" aria-live="polite">${this.said}</p>
      ${picture && picture.leftOut.length > 0 ? leftOut(picture.leftOut) : nothing}
    </figure>`;
  }

  protected override updated(): void {
    this.#askForPicture();
    if (this.picture) void this.#paint(this.picture);
  }

  #facts(): string {
    const { view, columns } = this.session.update;
    const { picture } = this;
    if (!picture || picture.note) return "";
    const colour = columns.find((column) => column.name === view.colour);
    const facts = [
      picture.groupedBy ? `means by ${this.session.update.grouping.columns.map((name) => keyOf(this.session, name)).join(", ")}` : picture.settings.mean ? "mean of all runs" : "",
      colour && (picture.groupedBy || !picture.settings.mean) ? `coloured by ${colour.key}` : "",
    ];
    return facts.filter((fact) => fact !== "").join(" · ");
  }

  #exportable(): Exportable {
    const { picture } = this;
    const size = picture && !picture.note ? { asked: { width_px: this.#width, height_px: this.#height() }, taken: picture } : null;
    const means = picture !== null && (picture.groupedBy !== null || picture.settings.mean !== null);
    return { panel: "history", fileName: "metric-history", size, marks: means ? "a line a mean" : "a line a run", data: "logged points" };
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
    const request: HistoryRequest = {
      picture: { width_px: this.#width, height_px: this.#height(), devicePixelRatio: window.devicePixelRatio, palette: currentPalette() },
      window: this.#window,
    };
    const key = JSON.stringify([request, this.session.update.generation, this.session.restarts]);
    if (key === this.#asked) return;
    this.#asked = key;
    this.#pictures.ask(request);
  }

  #painted: HistoryPicture | null = null;

  async #paint(picture: HistoryPicture): Promise<void> {
    const { module } = this.session;
    if (this.#painted === picture || !module) return;
    this.#painted = picture;
    if (await paintLayers(this, module, picture, () => this.picture === picture)) this.hovering = false;
  }

  async #change(change: Partial<HistorySettings>, live = false): Promise<void> {
    const now = this.picture?.settings;
    if (!now) return;
    await this.session.apply({ type: "history", settings: { ...now, ...change } }, { live });
    await this.#pictures.idle();
  }

  /** Puts the window into the view; `null` shows everything. */
  async #settle(window: HistoryWindow | null): Promise<void> {
    clearTimeout(this.#settling);
    const all = this.picture?.panes[0]?.all;
    const zoom = window && all && !isWhole(window, all) ? window : null;
    await this.#change({ zoom });
    this.#window = null;
    this.#askForPicture();
  }

  /** Shows a window at once and settles it when no other follows. */
  #move(window: HistoryWindow): void {
    this.#window = window;
    this.#askForPicture();
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#settle(window), SETTLE_MS);
  }

  #isZoomed(): boolean {
    const pane = this.picture?.panes[0];
    return pane !== undefined && !isWhole(pane.window, pane.all);
  }

  readonly #onMove = (event: PointerEvent): void => {
    if (event.buttons !== 0 || event.pointerType === "touch") return;
    const { x, y } = placeIn(event.currentTarget as HTMLElement, event);
    this.#hovers.ask({ x, y });
  };

  /** Takes a part of the axis; with Shift, or the middle button, moves along it. */
  readonly #onDown = (event: PointerEvent): void => {
    const stage = event.currentTarget as HTMLElement;
    const start = placeIn(stage, event);
    const pane = paneAt(this.picture?.panes ?? [], start.x, start.y);
    const pans = event.shiftKey || event.button === 1;
    if (!pane || (event.button !== 0 && !pans)) return;
    const inside = (x: number) => Math.max(pane.left_px, Math.min(pane.left_px + pane.width_px, x));
    const move = (pointer: PointerEvent) => {
      const { x } = placeIn(stage, pointer);
      if (!this.drag && !this.#window && Math.abs(x - start.x) < CLICK_PX) return;
      stage.setPointerCapture(event.pointerId);
      this.#hovers.ask(null);
      if (pans) this.#move(moved(pane.window, pane.all, (start.x - x) / pane.width_px));
      else this.drag = { pane, from_px: inside(start.x), to_px: inside(x) };
    };
    const end = (pointer: PointerEvent) => {
      stage.removeEventListener("pointermove", move);
      stage.removeEventListener("pointerup", end);
      stage.removeEventListener("pointercancel", end);
      const { drag } = this;
      this.drag = null;
      if (!drag || pointer.type === "pointercancel" || Math.abs(drag.to_px - drag.from_px) < CLICK_PX) return;
      const ends = [placeAt(pane, drag.from_px), placeAt(pane, drag.to_px)];
      void this.#settle({ low: Math.min(...ends), high: Math.max(...ends) });
    };
    stage.addEventListener("pointermove", move);
    stage.addEventListener("pointerup", end);
    stage.addEventListener("pointercancel", end);
    if (event.button === 1) event.preventDefault();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const pane = this.picture?.panes[0];
    if (!pane || event.ctrlKey || event.metaKey || event.altKey) return;
    const window = this.#window ?? pane.window;
    const far = event.shiftKey ? 1 : 0.2;
    if (event.key === "ArrowLeft") this.#move(moved(window, pane.all, -far));
    else if (event.key === "ArrowRight") this.#move(moved(window, pane.all, far));
    else if (event.key === "+" || event.key === "=") this.#move(widened(window, pane.all, 0.5));
    else if (event.key === "-" || event.key === "_") this.#move(widened(window, pane.all, 2));
    else if (event.key === "0") void this.#settle(null);
    else if (event.key === "ArrowDown") this.#toRun(1);
    else if (event.key === "ArrowUp") this.#toRun(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Goes to the next run of the table, or the one before. */
  #toRun(step: number): void {
    const { highlight, update } = this.session;
    const rows = update.grouping.columns.length > 0 ? update.grouping.rows : update.matching;
    const row = highlight.position === null ? (step > 0 ? 0 : rows - 1) : Math.max(0, Math.min(rows - 1, highlight.position + step));
    if (rows === 0) return;
    highlight.set(row, "history");
    this.#hovers.ask({ row });
  }

  readonly #onHighlight = (): void => {
    const { position, from } = this.session.highlight;
    if (from !== "history") this.#hovers.ask(position === null ? null : { row: position });
  };

  async #showHover(hover: HistoryHover | null, fromPointer: boolean): Promise<void> {
    const { module } = this.session;
    const canvas = this.querySelector<HTMLCanvasElement>("canvas.hover");
    if (!module || !canvas || !this.picture) return;
    this.hovering = hover !== null;
    if (fromPointer) this.session.highlight.set(hover?.position ?? null, "history");
    else if (hover) this.said = `${hover.name}: ${hover.values.map((value) => `${value.metric} ${value.text} at ${value.place}`).join("; ")}`;
    if (hover) (await painterFrom(module)).paint(canvas, hover.scene, scaleOf(this.picture));
    else canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
  }

  readonly #pickMetrics = (event: Event): void => {
    void openMetrics(this.#settings(), event.currentTarget as HTMLElement);
  };

  readonly #openSettings = (event: Event): void => {
    openSettings(this.#settings(), event.currentTarget as HTMLElement);
  };
}

function band({ pane, from_px, to_px }: Drag): TemplateResult {
  const left = Math.min(from_px, to_px);
  return html`<div
    class="zoom-band"
    ${css({ left: `${left}px`, width: `${Math.abs(to_px - from_px)}px`, top: `${pane.top_px}px`, height: `${pane.height_px}px` })}
  ></div>`;
}

function placeIn(stage: HTMLElement, event: PointerEvent): { x: number; y: number } {
  const { left, top } = stage.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function nameOf(picture: HistoryPicture | null): string {
  const kind = "Metric history";
  const words = picture?.note ?? picture?.description ?? "";
  if (words === "") return kind;
  return words.startsWith(kind) ? words : `${kind}: ${words}`;
}
