/** Runloom's own engine in its own worker, by the messages that the page sends it, with a clock and a look at its memory. */

import { EngineClient } from "../../../www/src/engine/client.ts";
import { engineParts } from "../queries/engine_parts.js";
import { workerWithClock } from "../queries/worker_clock.js";
import { workerWithMemory } from "./worker_memory.js";

const AXES = [...Array.from({ length: 9 }, (_, axis) => `params.p${axis}`), "metrics.score"];

const COLOURS = ["background", "panel", "hairline", "ink", "softInk", "axis", "context", "accent", "bar"];
const palette = Object.fromEntries(COLOURS.map((name) => [name, "#808080"]));

const VIEW = `axes=${AXES.join(",")}&color=metrics.score`;

/** A view that shares neither an axis nor a colour with the other. */
const EMPTY_VIEW = "axes=params.none&color=params.p0";

let client;
let memory;

/** Opens a file and brings the ten columns into the engine's memory. */
export async function open(address) {
  const worker = await workerWithMemory(await workerWithClock("../runloom/worker.js"));
  client = new EngineClient(await engineParts(worker.script), (why) => console.error(why));
  memory = worker.memory;
  const from = new URL(address, location.href).href;
  await client.open([{ name: "runs.parquet", url: from, from }], () => {}, new AbortController().signal);
  await client.apply({ type: "restore", fragment: VIEW });
  await client.rows(0, 1, AXES);
}

/** Bytes of the engine's memory; before that, what is free in it is used up, so that all that is taken later makes it grow. */
export const filledMemory = () => memory("fill");

export const memoryBytes = () => memory("bytes");

/** Milliseconds that `memcpy` takes, in the worker, for so many bytes. */
export const copyTime = (bytes) => memory("copy", bytes);

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

/** The run nearest to a place. */
export const hover = (x, y) => timed(() => client.hover(x, y));

let axes = [];

async function timed(ask) {
  const begun = performance.now();
  const answer = await ask();
  const whole_ms = performance.now() - begun;
  axes = answer?.axes ?? axes;
  return { inside_ms: answer?.inside_ms ?? null, whole_ms };
}
