import { initSync, pack } from "../../generated/packer.js";
import { compiled } from "./compiled.js";
import { Trouble } from "./trouble.js";

export { pack };

let coming: Promise<void> | undefined;

/** Fetches what packs with Zstandard, once. */
export function initPacker(base: string): Promise<void> {
  coming ??= fetched(new URL("packer_bg.wasm", base).href).catch((error: unknown) => {
    coming = undefined;
    throw error;
  });
  return coming;
}

async function fetched(address: string): Promise<void> {
  try {
    initSync({ module: await compiled(await fetch(address)) });
  } catch (error) {
    const why = error instanceof Error ? error.message : "no answer";
    throw new Trouble("What packs a report cannot be fetched", address, why, "Check the connection and try again.");
  }
}
