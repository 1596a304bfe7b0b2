import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import type { Hover, PictureRequest, PlotArea, PlotCellInfo, PlotPicture, PlotSettings } from "../engine/protocol.js";
import { openBetween } from "../panel/panel_list.js";
import { areaOf, brushByKey, brushOf, inside } from "./cell_brush.js";
import { ChartPanel, type Hovered, type Spot } from "./chart_panel.js";
import type { Exportable } from "./export_menu.js";
import { plotSettings } from "./plot_settings.js";
import { Wanted } from "./wanted.js";

const CLICK_PX = 4;
const KEYS = "Enter brushes its middle, arrows move the brush, with Shift they widen it, Delete removes it";
/** More bars than this cannot be told apart by a finger, nor walked through by key. */
const MOST_PARTS = 200;

/** A plot of any kind, with a button for every cell and bar that can be brushed. */
@customElement("rl-plot")
export class PlotPanel extends ChartPanel<PlotPicture, Hover> {
  @state() private drag: PlotArea | null = null;
  readonly #wanted = new Wanted<PlotSettings>();

  protected override draw(request: PictureRequest): Promise<PlotPicture | null> {
    return this.session.plot(this.panel.name, request);
  }

  protected override find(at: NonNullable<Hovered>): Promise<Hover | null> {
    const { name } = this.panel;
    return "row" in at ? this.session.plotHoverRow(name, at.row) : this.session.plotHover(name, at.x, at.y);
  }

  protected override ownHeight_px(): number {
    return 0;
  }

  protected override tools(): TemplateResult {
    return plotSettings({ session: this.session, panel: this.panel.name, picture: () => this.picture, change: (part) => this.#change(part) });
  }

  protected override overlay(picture: PlotPicture | null): TemplateResult | typeof nothing {
    if (!picture) return nothing;
    return html`${picture.cells.map((cell) => this.#cell(cell))}
      ${picture.parts.length <= MOST_PARTS ? picture.parts.map((part, index) => this.#part(part, index)) : nothing}
      ${this.drag ? brush(this.drag) : nothing}`;
  }

  protected override facts(): string {
    const { picture } = this;
    return picture?.colour && !picture.note ? `coloured by ${picture.colour}` : "";
  }

  protected override exportable(): Pick<Exportable, "fileName" | "marks" | "data"> {
    return { fileName: this.panel.name, marks: this.picture?.hasPoints ? "a point a run" : null, data: "runs" };
  }

  async #change(part: Partial<PlotSettings>): Promise<void> {
    if (!this.picture) return;
    const { minimise, minimiseX, trend } = this.picture;
    await this.#wanted.change({ roles: [], minimise, minimiseX, trend, statistic: null }, part, async (settings) => {
      await this.session.apply({ type: "plot", panel: this.panel.name, settings });
      await this.drawn();
    });
  }

  /** Whether a cell is worth a panel of its own. */
  #opens(cell: PlotCellInfo): boolean {
    return cell.between !== null && this.panel.name.startsWith("scatter-matrix");
  }

  #open(cell: PlotCellInfo): void {
    if (cell.between && this.#opens(cell)) void openBetween(this.session, this.panel.name, ...cell.between);
  }

  #cell(cell: PlotCellInfo): TemplateResult {
    const shown = this.drag ? null : brushOf(cell);
    return html`<div
        class="plot-cell"
        role="button"
        tabindex="0"
        aria-label=${`${cell.label}${cell.brush ? ", brushed" : ""}. ${KEYS}${this.#opens(cell) ? ", O opens it large" : ""}.`}
        ${css(boxOf(cell))}
        @pointerdown=${(event: PointerEvent) => this.#onDown(event, cell)}
        @dblclick=${() => this.#open(cell)}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, cell)}
      ></div>
      ${this.#opens(cell) ? this.#opener(cell) : nothing}
      ${shown ? brush(shown) : nothing}`;
  }

  /** A small button in the upper right corner of a cell, for the pointer; keys have `O`. */
  #opener(cell: PlotCellInfo): TemplateResult {
    const corner = { left: `${cell.x_px + cell.width_px - 24}px`, top: `${cell.y_px + 2}px` };
    return html`<button class="plot-open" tabindex="-1" aria-label=${`Open ${cell.label} large`} title="Open large (double click, or O)" ${css(corner)} @click=${() => this.#open(cell)}>
      ${icon("larger")}
    </button>`;
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
    const middle = () => this.hover({ x: part.x_px + part.width_px / 2, y: part.y_px + part.height_px / 2 });
    return html`<div class=${`plot-part ${alone}`} role="button" tabindex="0" aria-label=${part.label} ${css(boxOf(part))} @click=${brushIt} @keydown=${take} @focus=${middle} @blur=${() => this.hover(null)}></div>`;
  }

  /** Drags a brush open in a cell; a click brushes the bar there, or takes the brush away. */
  #onDown(event: PointerEvent, cell: PlotCellInfo): void {
    if (event.button !== 0) return;
    const target = event.currentTarget as HTMLElement;
    const start = this.spotOf(event);
    target.setPointerCapture(event.pointerId);
    this.hover(null);
    const move = (pointer: PointerEvent) => {
      const at = inside(cell, this.spotOf(pointer));
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

  #click(cell: PlotCellInfo, at: Spot): void {
    const part = this.picture?.parts.findLastIndex(({ x_px, y_px, width_px, height_px }) => at.x >= x_px && at.x <= x_px + width_px && at.y >= y_px && at.y <= y_px + height_px) ?? -1;
    if (part >= 0) void this.session.apply({ type: "brushPart", panel: this.panel.name, part });
    else if (cell.brush) void this.session.apply({ type: "clearBrushes" });
  }

  #brush(area: PlotArea, live = false): Promise<unknown> {
    return this.session.apply({ type: "brushCell", panel: this.panel.name, area }, live ? { live } : {});
  }

  #onKey(event: KeyboardEvent, cell: PlotCellInfo): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "o" || event.key === "O") return this.#open(cell);
    const wanted = brushByKey(cell, event.key, event.shiftKey);
    if (wanted === null) return;
    if (wanted === "clear") void this.session.apply({ type: "clearBrushes" });
    else void this.#brush(wanted);
    event.preventDefault();
    event.stopPropagation();
  }
}

function boxOf(cell: PlotCellInfo): Record<string, string> {
  return { left: `${cell.x_px}px`, top: `${cell.y_px}px`, width: `${cell.width_px}px`, height: `${cell.height_px}px` };
}

function brush(area: PlotArea): TemplateResult {
  const size = { width: `${area.right_px - area.left_px}px`, height: `${area.bottom_px - area.top_px}px` };
  return html`<div class="plot-brush" ${css({ left: `${area.left_px}px`, top: `${area.top_px}px`, ...size })}></div>`;
}
