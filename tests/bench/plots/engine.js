/** Plots by Runloom's own engine. */

import { client, palette } from "../parallel/watched_engine.js";

export { copyTime, filledMemory, memoryBytes, openFile as open, show } from "../parallel/watched_engine.js";

/** Draws a plot, from scratch wherever the width is another than the last time; gives what it says of itself. */
export const picture = (panel, width_px, height_px) =>
  timed(() => client.plot(panel, { width_px, height_px, devicePixelRatio: 1, palette }));

/** A brush on the first axis, as it is typed, and the plot after it. */
export async function brush(panel, text, isNew, width_px, height_px) {
  const applied = await timed(() => client.apply({ type: "typeBrush", axis: 0, text, interval: isNew ? null : 0 }));
  const drawn = await picture(panel, width_px, height_px);
  return { inside_ms: applied.inside_ms + drawn.inside_ms, words: drawn.words };
}

export const clear = () => client.apply({ type: "clearBrushes" });

async function timed(ask) {
  const answer = await ask();
  return { inside_ms: answer.inside_ms, words: answer.note ?? answer.description };
}
