import { siteBase } from "./site_base.js";

/** Files of the page that lie in the document itself, as in a report: packed with Brotli. The codecs module unpacks them. */
export interface HeldFiles {
  codecs: WebAssembly.Module;
  packed: Map<string, { bytes: Uint8Array<ArrayBuffer>; unpackedLength: number }>;
}

declare global {
  /** Whether this is the page of reports: the build leaves out of it what reports do without. */
  const RUNLOOM_REPORT: boolean;
  /** Put here by `boot.ts` before the page's script runs; a page that was fetched has none. */
  var runloomHeld: { files: HeldFiles; unpack(name: string): Uint8Array<ArrayBuffer> } | undefined;
}

/** Whether this page is a report: one file, which may reach nothing. */
export function isReport(): boolean {
  return RUNLOOM_REPORT;
}

/** Where a script of the page can be imported from. */
export function scriptAddress(name: string): string {
  const held = globalThis.runloomHeld;
  if (held === undefined) return new URL(name, siteBase()).href;
  return URL.createObjectURL(new Blob([held.unpack(name)], { type: "text/javascript" }));
}
