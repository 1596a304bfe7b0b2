/** A sealed fragment as a file of its own, which may lie on any host. */

import { countText } from "../controls/quantity.js";
import { Trouble } from "../engine/trouble.js";
import { opened, sealed } from "./sealing.js";

type Bytes = Uint8Array<ArrayBuffer>;

/** A sealed file, and the key in its link that opens it. */
export interface SealedFile {
  bytes: Bytes;
  key: string;
}

/** What was found where a sealed file should be, no more than its first [`MOST_READ_BYTES`]. */
export interface FoundFile {
  where: string;
  bytes: Bytes;
}

const VERSION = 1;
/** A sealed file begins with this, its version and, in four bytes, its length. */
const MAGIC = "RUNSEAL";
const HEADER_BYTES = 12;

/** Of a fragment so much is read. */
const MOST_CHARS = 1024 ** 2;
const MOST_FILE_BYTES = 1.5 * MOST_CHARS;
/** One more than any sealed file has. */
export const MOST_READ_BYTES = MOST_FILE_BYTES + 1;

/** What is said of other files that are found where a sealed one should be, by how they begin. */
const OTHERS: { start: RegExp; why: string; hint: string }[] = [
  { start: /^$/, why: "it is empty", hint: "Upload it again, as it was saved." },
  { start: /^\s*</, why: "it is a web page, not a sealed file", hint: "Name the file itself. Hosts send such a page where a file is missing, or where a login is needed." },
  { start: /^version https:\/\/git-lfs/, why: "it is a pointer of Git LFS, not the file itself", hint: "Put the file where the host serves it itself, outside Git LFS." },
  { start: /^/, why: "it is not a sealed file", hint: "Check the address, or upload the file again, as it was saved." },
];

/** A fragment as a file that says nothing to whom has no key. */
export async function sealedFile(fragment: string): Promise<SealedFile> {
  if (fragment.length > MOST_CHARS) {
    throw new Trouble("The file cannot be sealed", "this page", "these are more runs than a sealed file can hold: filter the runs, or hide columns", "A report holds them all.");
  }
  const { key, content } = await sealed(fragment);
  const bytes = new Uint8Array(HEADER_BYTES + content.length);
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes[MAGIC.length] = VERSION;
  new DataView(bytes.buffer).setUint32(MAGIC.length + 1, bytes.length);
  bytes.set(content, HEADER_BYTES);
  return { bytes, key };
}

/** The first of some files that is sealed. */
export async function sealedAmong(files: File[]): Promise<FoundFile | null> {
  const begin = await Promise.all(files.map((file) => file.slice(0, MAGIC.length).text().catch(() => "")));
  const file = files[begin.indexOf(MAGIC)];
  return file ? { where: file.name, bytes: new Uint8Array(await file.slice(0, MOST_READ_BYTES).arrayBuffer()) } : null;
}

/** The compact form of what is sealed in a file. */
export async function openedFile(key: string, file: FoundFile): Promise<string> {
  const content = contentOf(file);
  try {
    return await opened(key, content);
  } catch {
    throw trouble(file, "the key in its link is not the one that it was sealed with, or it was changed", "Copy the link again, as a whole. A file that was saved again has another link.");
  }
}

/** What is said of a sealed file that came without its link. */
export function keyMissing(file: FoundFile): Trouble {
  return trouble(file, "its key is in the link that came with it", "Open that link, then drop the file here.");
}

/** What is sealed in a file. */
function contentOf(file: FoundFile): Bytes {
  const { bytes } = file;
  const start = new TextDecoder().decode(bytes.subarray(0, 256));
  if (!start.startsWith(MAGIC)) {
    const { why = "", hint = "" } = OTHERS.find((other) => other.start.test(start)) ?? {};
    throw trouble(file, why, hint);
  }
  const version = bytes[MAGIC.length] ?? VERSION;
  if (version !== VERSION) throw trouble(file, "it was sealed by a version that is newer than this page", "Open it with a newer Runloom.");
  if (bytes.length > MOST_FILE_BYTES) throw trouble(file, "it is larger than any sealed file", "Upload it again, as it was saved.");
  if (bytes.length < HEADER_BYTES) throw trouble(file, "it ends in the midst of its first bytes", "Upload it again, as a whole.");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length + 1);
  if (bytes.length !== length) throw trouble(file, `it has ${countText(bytes.length)} bytes, and was saved with ${countText(length)}`, "Upload it again, as a whole.");
  return bytes.subarray(HEADER_BYTES);
}

function trouble({ where }: FoundFile, why: string, hint: string): Trouble {
  return new Trouble("The sealed file cannot be opened", where, why, hint);
}
