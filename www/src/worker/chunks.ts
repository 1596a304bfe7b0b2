/** The chunks of the engine that this worker has: they share its memory and fill the places that the engine left for them. */

import { CHUNKS } from "../../generated/chunks.js";
import { chunkFile, type ChunkName } from "../engine/chunks.js";
import type { InitOutput } from "../engine/glue.js";
import { Trouble } from "../engine/trouble.js";
import { heldModule } from "./held_modules.js";

const here = new Set<ChunkName>();

/** Makes a chunk part of the engine, whose exports these are. */
export function enter(name: ChunkName, module: WebAssembly.Module, engine: InitOutput): void {
  if (here.has(name)) return;
  try {
    new WebAssembly.Instance(module, { e: { ...engine } });
  } catch (error) {
    if (!(error instanceof WebAssembly.LinkError)) throw error;
    throw new Trouble("The engine has changed since this page was opened", chunkFile(name), error.message, "Reload the page.");
  }
  here.add(name);
}

/** Called by the engine in the midst of its work, which cannot wait: holds up the worker until the chunk is there. */
export function enterNow(number: number, engine: InitOutput, base: string): void {
  const name = CHUNKS[number];
  if (name === undefined) throw new Error(`there is no chunk ${number}`);
  const held = heldModule(chunkFile(name));
  if (held) {
    enter(name, held, engine);
    return;
  }
  const address = new URL(chunkFile(name), base).href;
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Trouble("What this needs cannot be fetched", address, `the server answered ${request.status}`, "Check the connection and try again.");
  enter(name, new WebAssembly.Module(request.response), engine);
}
