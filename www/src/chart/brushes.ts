import { html, type TemplateResult } from "lit";

import { css, type Css } from "../controls/css.js";
import type { AxisInfo, BrushBox } from "../engine/protocol.js";
import type { Session } from "../session/session.js";
import { dragBrush, type BrushDrag } from "./brush_drag.js";
import { openTypedBrush } from "./typed_brush.js";

const FAR_STEPS = 10;

/** What the brushes of an axis need to know. */
export interface BrushContext {
  session: Session;
  axis: AxisInfo;
  index: number;
  drag: BrushDrag | null;
  show: (drag: BrushDrag | null) => void;
}

/** The brushes of an axis as things that can be moved and resized with the pointer and the keyboard. */
export function brushes(context: BrushContext): TemplateResult {
  const { axis, drag } = context;
  const isNew = drag !== null && (drag.interval === null || drag.interval >= axis.brushes.length);
  return html`${axis.brushes.map((box, interval) => brush(context, box, interval, drag?.interval === interval ? drag : null))}
  ${isNew ? html`<div class="brush dragged" ${css(band(drag))}></div>` : ""}`;
}

function brush(context: BrushContext, shown: BrushBox, interval: number, drag: BrushDrag | null): TemplateResult {
  const { session, axis, index } = context;
  const box = { ...shown, ...drag };
  const grab = (grip: "whole" | "top" | "bottom") => (event: PointerEvent) => {
    if (event.button === 0) dragBrush(session, event, axis, index, grip, interval, context.show);
  };
  const edge = (place: "top" | "bottom") => {
    const isTop = place === "top";
    return html`<div
      class=${`brush-edge ${place}`}
      role="slider"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${`${axis.label}, ${isTop ? "upper" : "lower"} end of brush ${interval + 1}`}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${percent(axis, isTop ? box.top_px : box.bottom_px)}
      data-value=${isTop === axis.inverted ? box.low : box.high}
      aria-valuetext=${isTop === axis.inverted ? box.low : box.high}
      @pointerdown=${grab(place)}
      @keydown=${(event: KeyboardEvent) => onKey(event, context, interval, isTop ? "high" : "low")}
    ></div>`;
  };
  return html`<div
    class=${drag ? "brush dragged" : "brush"}
    role="group"
    aria-label=${`Brush on ${axis.label}: ${box.low} to ${box.high}`}
    ${css(band(box))}
    @pointerdown=${grab("whole")}
    @dblclick=${(event: MouseEvent) => openTypedBrush(session, event.currentTarget as HTMLElement, axis, index, interval)}
  >
    ${edge("top")}${edge("bottom")}
  </div>`;
}

function band({ top_px, bottom_px }: { top_px: number; bottom_px: number }): Css {
  return { top: `${top_px}px`, height: `${Math.max(2, bottom_px - top_px)}px` };
}

function percent(axis: AxisInfo, y_px: number): number {
  const span = axis.bottom_px - axis.top_px;
  return span > 0 ? Math.round(((axis.bottom_px - y_px) / span) * 100) : 0;
}

function onKey(event: KeyboardEvent, { session, axis, index }: BrushContext, interval: number, edge: "low" | "high"): void {
  const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
  if (direction !== undefined) {
    const far = event.shiftKey ? FAR_STEPS : 1;
    const whole = event.ctrlKey || event.metaKey;
    void session.apply({ type: "nudgeBrush", axis: index, interval, edge: whole ? "both" : edge, steps: direction * far });
  } else if (event.key === "Enter") openTypedBrush(session, event.currentTarget as HTMLElement, axis, index, interval);
  else if (event.key === "Delete" || event.key === "Backspace") {
    (event.target as HTMLElement).closest(".axis")?.querySelector<HTMLElement>(".axis-head")?.focus();
    void session.apply({ type: "clearBrush", axis: axis.column, interval, lane: null });
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
