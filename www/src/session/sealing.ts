/** What is sealed by AES-GCM, and its links; what lies in a file of its own is in `sealed_file.ts`. */

import { Trouble } from "../engine/trouble.js";
import { base64url, packed } from "./links.js";

type Bytes = Uint8Array<ArrayBuffer>;

export interface Sealed {
  /** As it stands in a link. */
  key: string;
  /** The initialisation vector, then what is encrypted. */
  content: Bytes;
}

const IV_BYTES = 12;

/** How often programs on the way of a link may have escaped it, and once more, as it is written. */
const MOST_ESCAPED = 4;
const NAMES_FILE = /^e\d+\.[\w-]*\.=/i;

const NO_SEALS = "browsers seal and open nothing on a page that came over plain http";
const COPY_AGAIN = "Copy it again, as a whole.";

/** Pages over plain http, other than those of this computer, have no WebCrypto. */
function canSeal(): boolean {
  return (crypto as Partial<Crypto>).subtle !== undefined;
}

/** A fragment, sealed with a key of its own. */
export async function sealed(fragment: string): Promise<Sealed> {
  if (!canSeal()) throw new Trouble("The link cannot be sealed", "this page", NO_SEALS, "Open the page over https.");
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const content = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, await packed(fragment, "deflate"));
  const raw = await crypto.subtle.exportKey("raw", key);
  return { key: base64url(new Uint8Array(raw)), content: new Uint8Array(await new Blob([iv, content]).arrayBuffer()) };
}

/** The compact form of what is sealed; rejects where the key is another one, or where anything was changed. */
export async function opened(key: string, content: Bytes): Promise<string> {
  const opener = await crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["decrypt"]);
  const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: content.subarray(0, IV_BYTES) }, opener, content.subarray(IV_BYTES));
  return `v1.${base64url(new Uint8Array(open))}`;
}

/** The form of a fragment that says nothing to whom does not have all of it: its key before what is sealed. */
export async function sealedForm(fragment: string): Promise<string> {
  const { key, content } = await sealed(fragment);
  return `e1.${key}.${base64url(content)}`;
}

/**
 * The fragment that names a sealed file: `=` and its address in the place of what is sealed. `=` is escaped once, as the address is, so that it tells
 * how often programs on the way escaped both.
 */
export function fragmentOfFile(key: string, address: string): string {
  return `e1.${key}.${encodeURIComponent(`=${address.trim().replace(/\s/g, encodeURIComponent)}`)}`;
}

/** Whether a fragment names a sealed file. */
export function namesSealedFile(fragment: string): boolean {
  return NAMES_FILE.test(unescaped(fragment));
}

/** Opens the sealed file at an address, as it is written, by a key. */
export type OpenFile = (key: string, address: string) => Promise<string>;

/** The compact form of a sealed fragment; any other as it is. A report, which reaches no files, has no way to open one. */
export async function unsealed(fragment: string, openFile: OpenFile | null): Promise<string> {
  if (!/^e/i.test(fragment)) return fragment;
  const trouble = (why: string, hint: string) => new Trouble("The link cannot be opened", "the address of this page", why, hint);
  if (!canSeal()) throw trouble(NO_SEALS, "Open the page over https.");
  const [, version, key = "", content = ""] = /^e(\d+)\.([\w-]*)\.?(.*)$/i.exec(unescaped(fragment)) ?? [];
  if (version !== "1") throw trouble("it was sealed by a version that is newer than this page", "Open it with a newer Runloom.");
  if (key === "" || content === "") throw trouble("it is sealed, and its key is missing", COPY_AGAIN);
  if (content.startsWith("=")) {
    if (openFile) return openFile(key, content.slice(1));
    throw trouble("it names a sealed file, and a report reaches no files", "Open the link itself, on the page that it names.");
  }
  try {
    return await opened(key, bytesOf(content));
  } catch {
    throw trouble("it is sealed, and its key is not the one that it was sealed with, or it was changed on its way", COPY_AGAIN);
  }
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
