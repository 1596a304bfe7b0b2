const DRAG_PX = 5;
const LEAST_WIDTH_PX = 48;

/** Follows a pointer until it is lifted; `done` hears whether it was moved far enough to be a drag. */
function follow(event: PointerEvent, move: (dx_px: number) => void, done: (dx_px: number, dragged: boolean) => void): void {
  const target = event.currentTarget as HTMLElement;
  const startX = event.clientX;
  let dragged = false;
  const onMove = (pointer: PointerEvent) => {
    const dx = pointer.clientX - startX;
    if (!dragged && Math.abs(dx) < DRAG_PX) return;
    if (!dragged) target.setPointerCapture(event.pointerId);
    dragged = true;
    move(dx);
  };
  const onEnd = (pointer: PointerEvent) => {
    target.removeEventListener("pointermove", onMove);
    target.removeEventListener("pointerup", onEnd);
    target.removeEventListener("pointercancel", onEnd);
    done(pointer.clientX - startX, dragged && pointer.type === "pointerup");
  };
  target.addEventListener("pointermove", onMove);
  target.addEventListener("pointerup", onEnd);
  target.addEventListener("pointercancel", onEnd);
}

/** Resizes a column by its right edge. */
export function dragWidth(event: PointerEvent, width_px: number, resize: (width_px: number, finished: boolean) => void): void {
  if (event.button !== 0) return;
  event.preventDefault();
  event.stopPropagation();
  const width = (dx_px: number) => Math.max(LEAST_WIDTH_PX, Math.round(width_px + dx_px));
  follow(
    event,
    (dx_px) => resize(width(dx_px), false),
    (dx_px, dragged) => {
      if (dragged) resize(width(dx_px), true);
    },
  );
}

/** Moves a column by its header. `show` hears where the pointer is, then `null`; `drop` where it was lifted. */
export function dragColumn(event: PointerEvent, show: (clientX: number | null) => void, drop: (clientX: number) => void): void {
  if (event.button !== 0) return;
  const startX = event.clientX;
  follow(
    event,
    (dx_px) => show(startX + dx_px),
    (dx_px, dragged) => {
      if (dragged) drop(startX + dx_px);
      setTimeout(() => show(null));
    },
  );
}
