import { unpackPart } from "../engine/glue.js";
import type { HeldData } from "../engine/messages.js";
import type { FileHandle } from "../engine/protocol.js";

/** A file of data within the report that this worker belongs to, if it is what was written. */
export function heldFile(name: string, { packed, sha256 }: HeldData): FileHandle {
  const bytes = unpackPart(name, packed, sha256);
  return { name, url: null, len: bytes.byteLength, read: (start, end) => Promise.resolve(bytes.slice(start, end) as Uint8Array<ArrayBuffer>) };
}
