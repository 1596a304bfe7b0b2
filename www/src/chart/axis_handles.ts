import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { css } from "../controls/css.js";
import { Part } from "../controls/part.js";
import type { AxisInfo } from "../engine/protocol.js";
import { excludeBrushed, keepBrushed } from "../filter/brushed_runs.js";
import { openAxisMenu } from "./axis_menu.js";
import { brushes } from "./brushes.js";
import { lanesOf } from "./lanes.js";
import { dragBrush, type BrushDrag } from "./brush_drag.js";
import { openTypedBrush } from "./typed_brush.js";

const HEAD_WIDTH_PX = 180;
const DRAG_PX = 4;

/** What can be taken hold of in the picture: axis names, the axes themselves, brushes, the lanes of missing values. */
@customElement("rl-axes")
export class AxisHandles extends Part {
  @property({ attribute: false }) axes: AxisInfo[] = [];
  @state() private brush: BrushDrag | null = null;
  @state() private moving: { axis: number; dx_px: number; to: number } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.#onKey);
  }

  protected override render(): TemplateResult {
    return html`${repeat(
      this.axes,
      (axis) => axis.column,
      (axis, index) => this.#axis(axis, index),
    )}${this.moving ? this.#dropMark(this.moving) : nothing}`;
  }

  #axis(axis: AxisInfo, index: number): TemplateResult {
    const width = this.#headWidth(index);
    const moving = this.moving?.axis === index ? this.moving.dx_px : 0;
    const name = `${axis.label}, ${axis.detail}${axis.inverted ? ", upside down" : ""}${axis.brushes.length > 0 ? ", brushed" : ""}`;
    const drag = this.brush?.axis === index ? this.brush : null;
    const show = (brush: BrushDrag | null) => {
      this.brush = brush;
    };
    const height = axis.bottom_px - axis.top_px;
    return html`<div class="axis" role="group" aria-label=${`Axis ${axis.label}`} ${css({ left: `${axis.x_px}px` })}>
      <button
        class="axis-head"
        aria-haspopup="menu"
        aria-label=${`Axis ${name}`}
        title=${`${axis.label} · ${axis.detail}`}
        ${css({ width: `${width}px`, height: `${Math.max(20, axis.top_px - 12)}px`, transform: `translateX(calc(-50% + ${moving}px))` })}
        @pointerdown=${(event: PointerEvent) => this.#onHeadDown(event, index)}
        @click=${(event: MouseEvent) => this.#onHeadClick(event, index)}
        @keydown=${(event: KeyboardEvent) => this.#onHeadKey(event, axis, index)}
      ></button>
      <div
        class="axis-strip"
        ${css({ top: `${axis.top_px - 6}px`, height: `${height + 12}px` })}
        @pointerdown=${(event: PointerEvent) => {
          if (event.button === 0) dragBrush(this.session, event, axis, index, "new", null, show);
        }}
      ></div>
      ${brushes({ session: this.session, axis, index, drag, show })}
      ${lanesOf(axis).map(({ lane, y_px, brushed, words }) =>
        y_px === null
          ? nothing
          : html`<button
              class="axis-lane"
              aria-pressed=${brushed}
              aria-label=${`${axis.label}: only ${words}`}
              title=${`Only ${words}`}
              ${css({ top: `${y_px - 9}px` })}
              @click=${() => void this.session.apply({ type: "brushLane", axis: index, lane, on: !brushed })}
            ></button>`,
      )}
    </div>`;
  }

  #dropMark({ axis, to }: { axis: number; to: number }): TemplateResult {
    const others = this.axes.filter((_, index) => index !== axis).map(({ x_px }) => x_px);
    const before = others[to - 1];
    const after = others[to];
    const x = before === undefined ? (after ?? 0) - 24 : after === undefined ? before + 24 : (before + after) / 2;
    return html`<div class="axis-drop" ${css({ left: `${x}px` })}></div>`;
  }

  #headWidth(index: number): number {
    const x = this.axes[index]?.x_px ?? 0;
    const gaps = [this.axes[index - 1], this.axes[index + 1]].flatMap((other) => (other ? [Math.abs(other.x_px - x)] : []));
    return Math.max(28, Math.min(HEAD_WIDTH_PX, ...gaps) - 8);
  }

  #onHeadDown(event: PointerEvent, index: number): void {
    if (event.button !== 0) return;
    const head = event.currentTarget as HTMLElement;
    const startX = event.clientX;
    const move = (pointer: PointerEvent) => {
      const dx_px = pointer.clientX - startX;
      if (!this.moving && Math.abs(dx_px) < DRAG_PX) return;
      head.setPointerCapture(event.pointerId);
      this.moving = { axis: index, dx_px, to: this.#slotAt((this.axes[index]?.x_px ?? 0) + dx_px, index) };
    };
    const end = () => {
      head.removeEventListener("pointermove", move);
      head.removeEventListener("pointerup", end);
      head.removeEventListener("pointercancel", end);
      const { moving } = this;
      if (!moving) return;
      if (moving.to !== index) void this.session.apply({ type: "moveAxis", axis: index, to: moving.to });
      setTimeout(() => {
        this.moving = null;
      });
    };
    head.addEventListener("pointermove", move);
    head.addEventListener("pointerup", end);
    head.addEventListener("pointercancel", end);
  }

  #slotAt(x_px: number, axis: number): number {
    return this.axes.filter((other, index) => index !== axis && other.x_px < x_px).length;
  }

  #onHeadClick(event: MouseEvent, index: number): void {
    if (this.moving) return;
    const head = event.currentTarget as HTMLElement;
    openAxisMenu(this.session, head, this.axes, index, {
      brush: () => void this.#brushByKey(index),
      type: () => this.#typeBrush(head, index),
      drop: () => void this.#drop(index),
    });
  }

  #onHeadKey(event: KeyboardEvent, axis: AxisInfo, index: number): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined && event.altKey) {
      const to = index + step;
      if (to >= 0 && to < this.axes.length) void this.#moveByKey(axis.column, index, to);
    } else if (step !== undefined) this.#heads()[index + step]?.focus();
    else if (event.key.toLowerCase() === "b") void this.#brushByKey(index);
    else if (event.key === "=") this.#typeBrush(event.currentTarget as HTMLElement, index);
    else if (event.key === "Delete" || event.key === "Backspace") void this.#drop(index);
    else if (event.key.toLowerCase() === "r" && !event.ctrlKey && !event.metaKey) void this.#restore();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #typeBrush(anchor: HTMLElement, index: number): void {
    const axis = this.axes[index];
    if (axis) openTypedBrush(this.session, anchor, axis, index, null);
  }

  /** Takes an axis away; the focus goes to its neighbour. */
  async #drop(index: number): Promise<void> {
    const { session } = this;
    const label = this.axes[index]?.label ?? "";
    const next = this.axes[index + 1]?.column ?? this.axes[index - 1]?.column;
    await session.apply({ type: "removeAxis", axis: index });
    session.say(`Removed the axis ${label}. R on an axis, or the list of axes, brings it back.`);
    await this.#focusAxis(next);
  }

  async #restore(): Promise<void> {
    const { session } = this;
    const column = session.update.view.drawing.dropped[0];
    if (column === undefined) {
      session.say("No axis was removed.");
      return;
    }
    await session.apply({ type: "restoreAxis", column });
    session.say(`The axis ${column} is back.`);
    await this.#focusAxis(column);
  }

  /** Focuses the name of an axis once the picture has it; the button of all axes where there is no such axis. */
  async #focusAxis(column: string | undefined): Promise<void> {
    const place = () => this.axes.findIndex((axis) => axis.column === column);
    const current = () => this.axes.length === this.session.update.view.axes.length && place() >= 0;
    for (let tries = 0; tries < 40 && column !== undefined && !current(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    await this.updateComplete;
    const head = this.#heads()[place()] ?? this.closest(".panel")?.querySelector<HTMLElement>("[data-axes]");
    head?.focus();
  }

  /** Keys of the whole picture: what becomes of the brushed runs. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const act = key === "k" ? keepBrushed : key === "x" ? excludeBrushed : null;
    if (!act) return;
    event.preventDefault();
    const column = this.axes[[...this.querySelectorAll(".axis")].findIndex((axis) => axis.contains(event.target as Node))]?.column;
    void act(this.session).then(() => this.#focusAxis(column));
  };

  async #moveByKey(column: string, axis: number, to: number): Promise<void> {
    await this.session.apply({ type: "moveAxis", axis, to });
    await this.updateComplete;
    const now = this.axes.findIndex((other) => other.column === column);
    this.#heads()[now]?.focus();
  }

  /** Goes to the axis' brush; makes one over the middle half if there is none. */
  async #brushByKey(index: number): Promise<void> {
    const axis = this.axes[index];
    if (!axis) return;
    if (axis.brushes.length === 0) {
      const quarter = (axis.bottom_px - axis.top_px) / 4;
      const [from_px, to_px] = [axis.top_px + quarter, axis.bottom_px - quarter];
      await this.session.apply({ type: "brushPx", axis: index, from_px, to_px, interval: null });
    }
    const edge = () => this.querySelectorAll<HTMLElement>(".axis")[index]?.querySelector<HTMLElement>(".brush-edge");
    for (let tries = 0; tries < 40 && !edge(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    edge()?.focus();
  }

  #heads(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(".axis-head")];
  }
}
