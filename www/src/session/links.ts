/** Links in other forms than the readable one: shorter, with the runs in them, or sealed. */

import type { LinkParts } from "../engine/protocol.js";
import { siteBase } from "../engine/site_base.js";
import { Trouble } from "../engine/trouble.js";

const IV_BYTES = 12;

const NO_SEALS = "browsers seal and open nothing on a page that came over plain http";

/** Pages over plain http, other than those of this computer, have no WebCrypto. */
function canSeal(): boolean {
  return (crypto as Partial<Crypto>).subtle !== undefined;
}

/** Whether a fragment is in a form that has to be unpacked, of whatever version. */
export function isPacked(fragment: string): boolean {
  return /^[ve]\d+(\.|%2e|%252e)/i.test(fragment);
}

/** The compact form of a fragment. */
export async function compactForm(fragment: string): Promise<string> {
  return `v1.${base64url(await packed(fragment, "deflate"))}`;
}

/** The form of a fragment that says nothing to whom does not have all of it: sealed by AES-GCM, with its key before it. */
export async function sealedForm(fragment: string): Promise<string> {
  if (!canSeal()) throw new Trouble("The link cannot be sealed", "this page", NO_SEALS, "Open the page over https.");
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, await packed(fragment, "deflate"));
  const raw = await crypto.subtle.exportKey("raw", key);
  return `e1.${base64url(new Uint8Array(raw))}.${base64url(iv)}${base64url(new Uint8Array(sealed))}`;
}

/** The compact form of a sealed fragment; any other as it is. */
export async function unsealed(fragment: string): Promise<string> {
  if (!/^e/i.test(fragment)) return fragment;
  const text = decoded(fragment).replace(/\s/g, "");
  const trouble = (why: string, hint: string) => new Trouble("The link cannot be opened", "the address of this page", why, hint);
  if (!canSeal()) throw trouble(NO_SEALS, "Open the page over https.");
  const [, version, key = "", sealed = ""] = /^e(\d+)\.([^.]*)\.?(.*)$/i.exec(text) ?? [];
  if (version !== "1") throw trouble("it was sealed by a version that is newer than this page", "Open it with a newer Runloom.");
  if (key === "" || sealed === "") throw trouble("it is sealed, and its key is missing", "Copy it again, as a whole.");
  try {
    const bytes = bytesOf(sealed);
    const opener = await crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["decrypt"]);
    const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, IV_BYTES) }, opener, bytes.subarray(IV_BYTES));
    return `v1.${base64url(new Uint8Array(open))}`;
  } catch {
    throw trouble("it is sealed, and its key is not the one that it was sealed with, or it was changed on its way", "Copy it again, as a whole.");
  }
}

/** A fragment that holds runs and a view of them. */
export async function fragmentWithRuns({ runs, view }: LinkParts): Promise<string> {
  const address = `data:application/gzip;base64,${base64(await packed(runs, "gzip"))}`;
  return [`src=${address}`, view].filter((part) => part !== "").join("&");
}

/** The address of this page, without what it shows. */
export function pageAddress(): string {
  return location.href.replace(/[?#].*$/, "");
}

/** The address of a page of the site; an empty name is that of its first. */
export function siteAddress(name: string): string {
  return new URL(name === "" ? "." : name, siteBase()).href;
}

async function packed(text: string, format: CompressionFormat): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

function decoded(text: string): string {
  let now = text;
  for (let times = 0; times < 4 && now.includes("%"); times += 1) now = decodeURIComponent(now);
  return now;
}
