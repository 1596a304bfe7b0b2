/** Plots by Runloom's own engine in its own worker, by the messages that the page sends it, with a clock. */

import { EngineClient } from "../../../www/src/engine/client.ts";
import { workerWithMemory } from "../parallel/worker_memory.js";
import { engineParts } from "../queries/engine_parts.js";
import { workerWithClock } from "../queries/worker_clock.js";

const COLOURS = ["background", "panel", "hairline", "ink", "softInk", "axis", "context", "accent", "bar"];
const palette = Object.fromEntries(COLOURS.map((name) => [name, "#808080"]));

let client;
let memory;

export async function open(address) {
  const worker = await workerWithMemory(await workerWithClock("../runloom/worker.js"));
  client = new EngineClient(await engineParts(worker.script), (why) => console.error(why));
  memory = worker.memory;
  const from = new URL(address, location.href).href;
  await client.open([{ name: "runs.parquet", url: from, from }], () => {}, new AbortController().signal);
}

/** Shows a view and brings columns into the engine's memory. */
export async function show(fragment, columns) {
  await client.apply({ type: "restore", fragment });
  await client.rows(0, 1, columns);
}

/** Bytes of the engine's memory; before that, what is free in it is used up, so that all that is taken later makes it grow. */
export const filledMemory = () => memory("fill");

export const memoryBytes = () => memory("bytes");

/** Milliseconds that `memcpy` takes, in the worker, for so many bytes. */
export const copyTime = (bytes) => memory("copy", bytes);

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
