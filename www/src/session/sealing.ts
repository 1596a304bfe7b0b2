/** What is sealed by AES-GCM: a fragment within a link, or in a file of its own that a link names. */

import { countText } from "../controls/quantity.js";
import { Trouble } from "../engine/trouble.js";
import { base64url, packed } from "./links.js";

type Bytes = Uint8Array<ArrayBuffer>;

/** A sealed fragment as a file, and the key in the link that opens it. */
export interface SealedFile {
  bytes: Bytes;
  key: string;
}

/** What was found where a sealed file should be, no more than its first [`MOST_READ_BYTES`]. */
export interface FoundFile {
  where: string;
  bytes: Bytes;
}

const IV_BYTES = 12;

const VERSION = 1;
/** A sealed file begins with this, its version and, in four bytes, its length. */
const MAGIC = "RUNSEAL";
const HEADER_BYTES = MAGIC.length + 5;

/** As much of a fragment is read. */
const MOST_CHARS = 1024 ** 2;
const MOST_FILE_BYTES = 1.5 * MOST_CHARS;
/** One more than any sealed file has. */
export const MOST_READ_BYTES = MOST_FILE_BYTES + 1;

/** How often programs on the way of a link may have escaped it, and once more, as it is written. */
const MOST_ESCAPED = 4;
const NAMES_FILE = /^e\d+\.[\w-]*\.=/i;

const NO_SEALS = "browsers seal and open nothing on a page that came over plain http";
const COPY_AGAIN = "Copy it again, as a whole.";

/** What is said of other files that are found where a sealed one should be, by how they begin. */
const OTHERS: { start: RegExp; why: string; hint: string }[] = [
  { start: /^$/, why: "it is empty", hint: "Upload it again, as it was saved." },
  { start: /^\s*</, why: "it is a web page, not a sealed file", hint: "Name the file itself. Hosts send such a page where a file is missing, or where a login is needed." },
  { start: /^version https:\/\/git-lfs/, why: "it is a pointer of Git LFS, not the file itself", hint: "Put the file where the host serves it itself, outside Git LFS." },
  { start: /^/, why: "it is not a sealed file", hint: "Check the address, or upload the file again, as it was saved." },
];

/** Pages over plain http, other than those of this computer, have no WebCrypto. */
function canSeal(): boolean {
  return (crypto as Partial<Crypto>).subtle !== undefined;
}

/** The form of a fragment that says nothing to whom does not have all of it: its key before what is sealed. */
export async function sealedForm(fragment: string): Promise<string> {
  const { key, content } = await sealed(fragment);
  return `e1.${key}.${base64url(content)}`;
}

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

/**
 * The fragment that names a sealed file: `=` and its address in the place of what is sealed. `=` is escaped once, as the address is, so that it tells
 * how often programs on the way escaped both.
 */
export function fragmentOfFile(key: string, address: string): string {
  return `e1.${key}.${encodeURIComponent(`=${address.trim().replace(/\s/g, encodeURIComponent)}`)}`;
}

/** The first of some files that is sealed. */
export async function sealedAmong(files: File[]): Promise<FoundFile | null> {
  const begin = await Promise.all(files.map((file) => file.slice(0, MAGIC.length).text().catch(() => "")));
  const file = files[begin.indexOf(MAGIC)];
  return file ? { where: file.name, bytes: new Uint8Array(await file.slice(0, MOST_READ_BYTES).arrayBuffer()) } : null;
}

/** Whether a fragment names a sealed file. */
export function namesSealedFile(fragment: string): boolean {
  return NAMES_FILE.test(unescaped(fragment));
}

/** The compact form of a sealed fragment, whose file `read` finds at the address that is written; any other as it is. */
export async function unsealed(fragment: string, read: (address: string) => Promise<FoundFile>): Promise<string> {
  if (!/^e/i.test(fragment)) return fragment;
  const trouble = (why: string, hint: string, where = "the address of this page") => new Trouble("The link cannot be opened", where, why, hint);
  if (!canSeal()) throw trouble(NO_SEALS, "Open the page over https.");
  const [, version, key = "", content = ""] = /^e(\d+)\.([\w-]*)\.?(.*)$/i.exec(unescaped(fragment)) ?? [];
  if (version !== "1") throw trouble("it was sealed by a version that is newer than this page", "Open it with a newer Runloom.");
  if (key === "" || content === "") throw trouble("it is sealed, and its key is missing", COPY_AGAIN);
  const file = !RUNLOOM_REPORT && content.startsWith("=") ? await read(content.slice(1)) : null;
  const inFile = file && contentOf(file);
  try {
    const bytes = inFile ?? bytesOf(content);
    const opener = await crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["decrypt"]);
    const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, IV_BYTES) }, opener, bytes.subarray(IV_BYTES));
    return `v1.${base64url(new Uint8Array(open))}`;
  } catch {
    if (!file) throw trouble("it is sealed, and its key is not the one that it was sealed with, or it was changed on its way", COPY_AGAIN);
    const hint = "Copy the link again, as a whole. A file that was saved again has another link.";
    throw trouble("its key is not the one that its file was sealed with, or the file was changed", hint, file.where);
  }
}

async function sealed(fragment: string): Promise<{ key: string; content: Bytes }> {
  if (!canSeal()) throw new Trouble("The link cannot be sealed", "this page", NO_SEALS, "Open the page over https.");
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const content = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, await packed(fragment, "deflate"));
  const raw = await crypto.subtle.exportKey("raw", key);
  return { key: base64url(new Uint8Array(raw)), content: new Uint8Array(await new Blob([iv, content]).arrayBuffer()) };
}

/** What is sealed in a file. */
function contentOf({ where, bytes }: FoundFile): Bytes {
  const trouble = (why: string, hint: string) => new Trouble("The sealed file cannot be opened", where, why, hint);
  const start = new TextDecoder().decode(bytes.subarray(0, 256));
  if (!start.startsWith(MAGIC)) {
    const { why = "", hint = "" } = OTHERS.find((other) => other.start.test(start)) ?? {};
    throw trouble(why, hint);
  }
  const version = bytes[MAGIC.length] ?? VERSION;
  if (version !== VERSION) throw trouble("it was sealed by a version that is newer than this page", "Open it with a newer Runloom.");
  if (bytes.length > MOST_FILE_BYTES) throw trouble("it is larger than any sealed file", "Upload it again, as it was saved.");
  if (bytes.length < HEADER_BYTES) throw trouble("it ends in the midst of its first bytes", "Upload it again, as a whole.");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length + 1);
  if (bytes.length !== length) throw trouble(`it has ${countText(bytes.length)} bytes, and was saved with ${countText(length)}`, "Upload it again, as a whole.");
  return bytes.subarray(HEADER_BYTES);
}

function bytesOf(base64url: string): Bytes {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

/** A fragment without what programs on its way did to it; the address of a file keeps escapes of its own. */
function unescaped(fragment: string): string {
  let now = fragment.replace(/\s/g, "");
  try {
    for (let times = 0; times < MOST_ESCAPED && now.includes("%") && !NAMES_FILE.test(now); times += 1) now = decodeURIComponent(now).replace(/\s/g, "");
  } catch {
    return now;
  }
  return now;
}
