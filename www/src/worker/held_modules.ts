import type { HeldModules } from "../engine/held_files.js";
import { initHeldCodecs } from "../engine/rare_codecs.js";

let modules: HeldModules | null = null;

/** Has this worker take what it needs out of these. */
export function hold(held: HeldModules): void {
  initHeldCodecs(held);
  modules = held;
}

/** A module of the report that this worker belongs to; `null` where it belongs to none. */
export function heldModule(name: string): WebAssembly.Module | null {
  const bytes = modules?.chunks.get(name);
  return bytes ? new WebAssembly.Module(bytes) : null;
}
