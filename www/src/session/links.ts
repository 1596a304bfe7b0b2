/** Links in other forms than the readable one: shorter, or with the runs in them. */

import type { LinkParts } from "../engine/protocol.js";
import { siteBase } from "../engine/site_base.js";

/** Whether a fragment is in a form that has to be unpacked, of whatever version. */
export function isPacked(fragment: string): boolean {
  return /^[ve]\d+(\.|%2e|%252e)/i.test(fragment);
}

/** The compact form of a fragment. */
export async function compactForm(fragment: string): Promise<string> {
  return `v1.${base64url(await packed(fragment, "deflate"))}`;
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

/** A text as bytes, packed. */
export async function packed(text: string, format: CompressionFormat): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Bytes as characters that no program on the way of a link changes. */
export function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
