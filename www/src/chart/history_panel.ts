import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import type { HistoryHover, HistoryPane, HistoryPicture, HistorySettings, HistoryWindow, PictureRequest } from "../engine/protocol.js";
import { keyOf, linesSwitch } from "../grid/group_button.js";
import { ChartPanel, shareOfWindow, type Hovered } from "./chart_panel.js";
import type { Exportable } from "./export_menu.js";
import { openMetrics, openSettings, type Settings } from "./history_settings.js";
import { isWhole, moved, paneAt, placeAt, widened } from "./history_window.js";
import { Wanted } from "./wanted.js";

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

/** The metric history, with the pointer and the keys that zoom it. */
@customElement("rl-history")
export class HistoryPanel extends ChartPanel<HistoryPicture, HistoryHover> {
  @state() private drag: Drag | null = null;
  @state() private said = "";
  /** What the horizontal axis shows until the view says so. */
  #window: HistoryWindow | null = null;
  readonly #wanted = new Wanted<HistorySettings>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#settling);
  }

  protected override draw(picture: PictureRequest): Promise<HistoryPicture | null> {
    return this.session.history({ picture, window: this.#window });
  }

  protected override askedBeyond(): HistoryWindow | null {
    return this.#window;
  }

  protected override find(at: NonNullable<Hovered>): Promise<HistoryHover | null> {
    return "row" in at ? this.session.historyHoverRow(at.row, at.x) : this.session.historyHover(at.x, at.y);
  }

  protected override foundByKey(hover: HistoryHover): void {
    this.said = `${hover.name}: ${hover.values.map((value) => `${value.metric} ${value.text} at ${value.place}`).join("; ")}`;
  }

  protected override fillsPlace(): boolean {
    return true;
  }

  protected override ownHeight_px(): number {
    return shareOfWindow(0.28, 230, 400);
  }

  #settings(): Settings {
    const now = () => (this.picture ? this.#wanted.over(this.picture.settings) : null);
    return { session: this.session, now, change: (change, live) => this.#change(change, live) };
  }

  protected override tools(): TemplateResult {
    return html`${this.#isZoomed() ? html`<button class="quiet" title="Show everything (double click, or 0)" @click=${() => void this.#settle(null)}>Reset zoom</button>` : nothing}
      ${this.session.update.grouping.columns.length > 0 ? linesSwitch(this.session) : nothing}
      <button class="quiet" aria-haspopup="dialog" @click=${this.#pickMetrics}>Metrics${icon("down")}</button>
      <button class="quiet" aria-haspopup="dialog" @click=${this.#openSettings}>Drawing${icon("down")}</button>`;
  }

  protected override stage(className: string, { height = "" }: Record<string, string>, content: TemplateResult): TemplateResult {
    return html`<div
        class=${className}
        role="group"
        tabindex=${this.picture && !this.picture.note ? "0" : nothing}
        aria-label=${`Plot. ${KEYS}.`}
        ${css({ height })}
        @pointermove=${this.onMove}
        @pointerleave=${() => this.hover(null)}
        @pointerdown=${this.#onDown}
        @dblclick=${() => void this.#settle(null)}
        @keydown=${this.#onKey}
        @blur=${() => this.hover(null)}
      >
        ${content}
      </div>
      <p class="out-of-sight" aria-live="polite">${this.said}</p>`;
  }

  protected override overlay(): TemplateResult | typeof nothing {
    return this.drag ? band(this.drag) : nothing;
  }

  protected override facts(): string {
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

  protected override exportable(): Pick<Exportable, "fileName" | "marks" | "data"> {
    const { picture } = this;
    const means = picture !== null && (picture.groupedBy !== null || picture.settings.mean !== null);
    return { fileName: "metric-history", marks: means ? "a line a mean" : "a line a run", data: "logged points" };
  }

  async #change(change: Partial<HistorySettings>, live = false): Promise<void> {
    if (!this.picture) return;
    await this.#wanted.change(this.picture.settings, change, async (settings) => {
      await this.session.apply({ type: "history", settings }, { live });
      await this.drawn();
    });
  }

  /** Puts the window into the view; `null` shows everything. */
  async #settle(window: HistoryWindow | null): Promise<void> {
    clearTimeout(this.#settling);
    const all = this.picture?.panes[0]?.all;
    const zoom = window && all && !isWhole(window, all) ? window : null;
    await this.#change({ zoom });
    this.#window = null;
    this.ask();
  }

  /** Shows a window at once and settles it when no other follows. */
  #move(window: HistoryWindow): void {
    this.#window = window;
    this.ask();
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#settle(window), SETTLE_MS);
  }

  #isZoomed(): boolean {
    const pane = this.picture?.panes[0];
    return pane !== undefined && !isWhole(pane.window, pane.all);
  }

  /** Takes a part of the axis; with Shift, or the middle button, moves along it. */
  readonly #onDown = (event: PointerEvent): void => {
    const stage = event.currentTarget as HTMLElement;
    const start = this.spotOf(event);
    const pane = paneAt(this.picture?.panes ?? [], start.x, start.y);
    const pans = event.shiftKey || event.button === 1;
    if (!pane || (event.button !== 0 && !pans)) return;
    const inside = (x: number) => Math.max(pane.left_px, Math.min(pane.left_px + pane.width_px, x));
    const move = (pointer: PointerEvent) => {
      const { x } = this.spotOf(pointer);
      if (!this.drag && !this.#window && Math.abs(x - start.x) < CLICK_PX) return;
      stage.setPointerCapture(event.pointerId);
      this.hover(null);
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
    highlight.set(row, this.panel.name);
    this.hover({ row });
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
