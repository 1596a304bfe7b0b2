/** What an `EngineClient` is made from, on a page that is not Runloom's own: every chunk is there before anything is timed. */

import { CHUNKS } from "../../../www/generated/chunks.js";
import { chunkFile, Chunks } from "../../../www/src/engine/chunks.ts";

export async function engineParts(workerScript) {
  const compile = (file) => WebAssembly.compileStreaming(fetch(`../runloom/${file}`));
  const chunks = new Chunks((name) => compile(chunkFile(name)));
  await Promise.all(CHUNKS.map((name) => chunks.bring(name)));
  return { module: await compile("runloom_bg.wasm"), workerScript, chunks };
}
