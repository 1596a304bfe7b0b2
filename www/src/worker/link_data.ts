import { Trouble } from "../engine/trouble.js";
import type { FileHandle } from "../engine/protocol.js";

/** How an address begins that holds runs. */
const START = "data:application/gzip;base64,";
/** Runs in an address become no larger than this. */
const MOST_BYTES = 64 * 1024 * 1024;

export function isLinkData(address: string): boolean {
  return address.startsWith(START);
}

/** The runs within an address. */
export async function linkData(name: string, url: string | null, address: string): Promise<FileHandle> {
  const bytes = await unpacked(name, address);
  return { name, url, len: bytes.byteLength, read: (start, end) => Promise.resolve(bytes.slice(start, end)) };
}

async function unpacked(name: string, address: string): Promise<Uint8Array<ArrayBuffer>> {
  const trouble = (why: string, hint: string) => new Trouble("The runs in the link cannot be opened", name, why, hint);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    const packed = Uint8Array.from(atob(decodeURIComponent(address.slice(START.length)).replace(/\s/g, "")), (char) => char.charCodeAt(0));
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let part = await reader.read(); !part.done && length <= MOST_BYTES; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.byteLength;
    }
    if (length > MOST_BYTES) await reader.cancel();
  } catch {
    throw trouble("they were changed on their way or are not whole", "Copy the link again, as a whole.");
  }
  if (length > MOST_BYTES) throw trouble("they would become larger than any link holds", "The link was not made by Runloom.");
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
