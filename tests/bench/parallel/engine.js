/** Parallel coordinates by Runloom's own engine. */

import { client, openFile, palette, show } from "./watched_engine.js";

export { copyTime, filledMemory, memoryBytes } from "./watched_engine.js";

const AXES = [...Array.from({ length: 9 }, (_, axis) => `params.p${axis}`), "metrics.score"];

const VIEW = `axes=${AXES.join(",")}&color=metrics.score`;

/** A view that shares neither an axis nor a colour with the other. */
const EMPTY_VIEW = "axes=params.none&color=params.p0";

/** Opens a file and brings the ten columns into the engine's memory. */
export async function open(address) {
  await openFile(address);
  await show(VIEW, AXES);
}

/** Draws all runs from scratch: nothing that the engine knows of an earlier picture is of use. */
export async function firstPicture(width_px, height_px) {
  await client.apply({ type: "restore", fragment: EMPTY_VIEW });
  await picture(width_px, height_px);
  await client.apply({ type: "restore", fragment: VIEW });
  return picture(width_px, height_px);
}

/** Draws all runs; in another size than the last time, what is known of them is kept. */
export async function picture(width_px, height_px) {
  return timed(() => client.picture({ width_px, height_px, devicePixelRatio: 1, palette }));
}

/** A brush on an axis from one place of it to another (0 is its top), and the picture after it. */
export async function brush(index, from, to, { width_px, height_px, isNew }) {
  const { top_px, bottom_px } = axes[index];
  const y = (part) => top_px + (bottom_px - top_px) * part;
  const intent = { type: "brushPx", axis: index, from_px: y(from), to_px: y(to), interval: isNew ? null : 0 };
  const applied = await timed(() => client.apply(intent));
  const drawn = await picture(width_px, height_px);
  return { inside_ms: applied.inside_ms + drawn.inside_ms, whole_ms: applied.whole_ms + drawn.whole_ms };
}

/** What the page has the engine do once pictures have settled. */
export const settle = () => client.prepareHover();

/** The run nearest to a place. */
export const hover = (x, y) => timed(() => client.hover(x, y));

let axes = [];

async function timed(ask) {
  const begun = performance.now();
  const answer = await ask();
  const whole_ms = performance.now() - begun;
  axes = answer?.axes ?? axes;
  if (answer?.pixels) client.giveBack(answer.pixels);
  return { inside_ms: answer?.inside_ms ?? null, whole_ms };
}
