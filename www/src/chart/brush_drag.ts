import type { AxisInfo } from "../engine/protocol.js";
import type { Session } from "../session/session.js";
import { Latest } from "../engine/latest.js";

export type Grip = "new" | "whole" | "top" | "bottom";

/** A brush under the pointer, in CSS pixels of the picture. */
export interface BrushDrag {
  axis: number;
  interval: number | null;
  top_px: number;
  bottom_px: number;
}

const CLICK_PX = 3;

/** A picture with the brush that comes sooner needs nothing shown before it. */
const SOON_MS = 30;

/**
 * Follows a pointer from `event` on until it is lifted: makes, moves or resizes a brush. The engine hears of every
 * place on the way, one at a time; the whole drag is one step of the history. Where pictures are slow, `show` shows where the brush is meanwhile.
 */
export function dragBrush(
  session: Session,
  event: PointerEvent,
  axis: AxisInfo,
  axisIndex: number,
  grip: Grip,
  interval: number | null,
  show: (drag: BrushDrag | null) => void,
): void {
  const strip = event.currentTarget as HTMLElement;
  const toPicture = event.clientY - pictureY(strip, event);
  const startY = event.clientY;
  const y = (pointer: PointerEvent) => pointer.clientY - toPicture;
  const old = interval === null ? null : axis.brushes[interval];
  let place = interval;
  let moved = false;
  let slow = false;
  let newest: BrushDrag | null = null;
  let timer = 0;
  const wait = () => {
    timer = window.setTimeout(() => {
      slow = true;
      show(newest);
    }, SOON_MS);
  };
  const showUnlessSoon = (drag: BrushDrag) => {
    newest = drag;
    if (slow) show(drag);
    else if (timer === 0) wait();
  };
  const isShown = (drag: BrushDrag) => {
    if (slow) return;
    clearTimeout(timer);
    timer = 0;
    if (drag !== newest) wait();
  };

  const latest = new Latest<BrushDrag, void>(
    async (drag) => {
      await session.apply(
        { type: "brushPx", axis: axisIndex, from_px: drag.top_px, to_px: drag.bottom_px, interval: place },
        { live: place !== null },
      );
      place ??= axis.brushes.length;
    },
    (_, drag) => isShown(drag),
  );

  const at = (pointer: PointerEvent): BrushDrag => {
    const delta = pointer.clientY - startY;
    let [from, to] = [y(event), y(pointer)];
    if (old && grip === "whole") {
      const held = Math.max(axis.highest_px - old.top_px, Math.min(axis.lowest_px - old.bottom_px, delta));
      [from, to] = [old.top_px + held, old.bottom_px + held];
    } else if (old && grip === "top") [from, to] = [old.top_px + delta, old.bottom_px];
    else if (old && grip === "bottom") [from, to] = [old.top_px, old.bottom_px + delta];
    const inside = (value: number) => Math.max(axis.highest_px, Math.min(axis.lowest_px, value));
    return { axis: axisIndex, interval: place, top_px: inside(Math.min(from, to)), bottom_px: inside(Math.max(from, to)) };
  };

  const move = (pointer: PointerEvent) => {
    if (!moved && Math.abs(pointer.clientY - startY) < CLICK_PX) return;
    moved = true;
    const drag = at(pointer);
    showUnlessSoon(drag);
    latest.ask(drag);
  };
  const end = (pointer: PointerEvent) => {
    strip.removeEventListener("pointermove", move);
    strip.removeEventListener("pointerup", end);
    strip.removeEventListener("pointercancel", end);
    if (moved) latest.ask(at(pointer));
    else if (grip === "new") click(session, axis, axisIndex, y(event));
    void latest.idle().then(() => {
      clearTimeout(timer);
      show(null);
      session.finishStep();
    });
  };
  strip.setPointerCapture(event.pointerId);
  strip.addEventListener("pointermove", move);
  strip.addEventListener("pointerup", end);
  strip.addEventListener("pointercancel", end);
  event.preventDefault();
  event.stopPropagation();
}

/** A click takes one category, or clears the brushes of another axis. */
function click(session: Session, axis: AxisInfo, axisIndex: number, y_px: number): void {
  if (axis.scale === "category") {
    void session.apply({ type: "brushPx", axis: axisIndex, from_px: y_px, to_px: y_px, interval: null });
  } else if (axis.brushes.length > 0) {
    void session.apply({ type: "clearBrush", axis: axis.column, interval: null, lane: null });
  }
}

function pictureY(strip: HTMLElement, event: PointerEvent): number {
  const stage = strip.closest(".stage");
  return event.clientY - (stage?.getBoundingClientRect().top ?? 0);
}
