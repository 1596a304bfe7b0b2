import { siteBase } from "./site_base.js";

/** Files of the page that lie in the document itself, as in a report. */
export interface HeldFiles {
  /** What unpacks Brotli and Zstandard. */
  codecs: WebAssembly.Module;
  /** The names of all others, in the order in which they are unpacked. */
  names: string[];
  /** The bytes of one of them. Throws where they are damaged. */
  file(name: string): Uint8Array<ArrayBuffer>;
}

/** What a worker has of them. */
export interface HeldModules {
  codecs: WebAssembly.Module;
  chunks: Map<string, Uint8Array<ArrayBuffer>>;
}

declare global {
  /** Whether this is the page of reports: the build leaves out of it what reports do without. */
  const RUNLOOM_REPORT: boolean;
  /** Put here by `boot.ts` before the page's script runs; a page that was fetched has none. */
  var runloomHeld: HeldFiles | undefined;
}

/** Whether this page is a report: one file, which may reach nothing. */
export function isReport(): boolean {
  return RUNLOOM_REPORT;
}

/** Where a script of the page can be imported from. */
export function scriptAddress(name: string): string {
  const held = globalThis.runloomHeld;
  if (held === undefined) return new URL(name, siteBase()).href;
  return URL.createObjectURL(new Blob([held.file(name)], { type: "text/javascript" }));
}
