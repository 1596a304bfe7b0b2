/** Runloom's own engine in its own worker, by the messages that the page sends it, with a clock and a look at its memory. */

import { EngineClient } from "../../../www/src/engine/client.ts";
import { engineParts } from "../queries/engine_parts.js";
import { workerWithClock } from "../queries/worker_clock.js";
import { workerWithMemory } from "./worker_memory.js";

const COLOURS = ["background", "panel", "hairline", "ink", "softInk", "axis", "context", "accent", "bar"];
export const palette = Object.fromEntries(COLOURS.map((name) => [name, "#808080"]));

export let client;
let memory;

/** Opens a file in a new engine. */
export async function openFile(address) {
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
