import { initSync, unbrotli } from "../../generated/brotli.js";
import { Trouble } from "./trouble.js";

export { unbrotli };

/** Fetches what unpacks Brotli. Few files need it, so it is no part of the engine. */
export async function initUnbrotli(base: string): Promise<void> {
  const address = new URL("brotli_bg.wasm", base).href;
  try {
    initSync({ module: await WebAssembly.compileStreaming(fetch(address)) });
  } catch (error) {
    const why = error instanceof Error ? error.message : "no answer";
    throw new Trouble("What unpacks Brotli cannot be fetched", address, why, "Check the connection and open the file again.");
  }
}
