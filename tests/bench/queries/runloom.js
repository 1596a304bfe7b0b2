/** Runloom's own engine in its own worker, by the messages that the page sends it. */

import { EngineClient } from "../../../www/src/engine/client.ts";
import { engineParts } from "./engine_parts.js";
import { FIRST, QUESTIONS } from "./questions.js";
import { workerWithClock } from "./worker_clock.js";

export const name = "Runloom";

let client;

export async function open(address) {
  client = new EngineClient(await engineParts(await workerWithClock("../runloom/worker.js")), (why) => console.error(why));
  const from = new URL(address, location.href).href;
  const update = await client.open([{ name: "runs.parquet", url: from, from }], () => {}, new AbortController().signal);
  return { version: "", runs: update.total, columns: update.columns.length };
}

export async function ask(number) {
  const { filter, order } = QUESTIONS[number];
  await client.apply({ type: "restore", fragment: "" });
  const begun = performance.now();
  const { answer, inside_ms } = order ? await best(filter, order) : await matching(filter);
  return { answer, time_ms: performance.now() - begun, inside_ms };
}

async function matching(text) {
  const update = await client.apply({ type: "filter", text });
  return { answer: right(update).matching, inside_ms: update.inside_ms };
}

async function best(filter, order) {
  const fragment = `where=${encodeURIComponent(filter)}&order=${encodeURIComponent(order)}`;
  const update = right(await client.apply({ type: "restore", fragment }));
  const block = await client.rows(0, FIRST, ["run_id"]);
  return { answer: block.rows.map((row) => row.cells[0]), inside_ms: update.inside_ms + block.inside_ms };
}

function right(update) {
  const wrong = update.diagnostics.find((problem) => !problem.advice);
  if (wrong) throw new Error(wrong.message);
  return update;
}
