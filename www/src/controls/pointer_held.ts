let held = false;
const released = new EventTarget();

function hold(now: boolean): void {
  held = now;
  if (!now) released.dispatchEvent(new Event("released"));
}

addEventListener("pointerdown", () => hold(true), true);
for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, () => hold(false), true);

/** Settles when no pointer is pressed: nothing is being dragged then. */
export async function pointerReleased(): Promise<void> {
  if (held) await new Promise((resolve) => released.addEventListener("released", resolve, { once: true }));
}
