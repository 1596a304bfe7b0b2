import { initSync, unpack } from "../../generated/codecs.js";
import { compiled } from "./compiled.js";
import type { HeldModules } from "./held_files.js";
import { Trouble } from "./trouble.js";

export { unpack };

/** Makes a worker of a report ready to unpack: the module is at hand. */
export function initHeldCodecs(held: HeldModules): void {
  initSync({ module: held.codecs });
}

/** Fetches what unpacks Brotli and Zstandard. Most files do without, so it is no part of the engine. */
export async function initCodecs(base: string): Promise<void> {
  const address = new URL("codecs_bg.wasm", base).href;
  try {
    initSync({ module: await compiled(await fetch(address)) });
  } catch (error) {
    const why = error instanceof Error ? error.message : "no answer";
    throw new Trouble("What unpacks this file cannot be fetched", address, why, "Check the connection and open the file again.");
  }
}
