import type { HeldFiles } from "../engine/held_files.js";
import { initHeldCodecs, unpack } from "../engine/rare_codecs.js";

let files: HeldFiles | null = null;

/** Has this worker take what it needs out of these files. */
export function hold(held: HeldFiles): void {
  initHeldCodecs(held);
  files = held;
}

/** A module of the report that this worker belongs to; `null` where it belongs to none. */
export function heldModule(name: string): WebAssembly.Module | null {
  const file = files?.packed.get(name);
  const bytes = file && unpack("brotli", file.bytes, file.unpackedLength);
  return bytes ? new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>) : null;
}
