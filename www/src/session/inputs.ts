import { isReport } from "../engine/held_files.js";
import type { Input } from "../engine/messages.js";
import { Trouble } from "../engine/trouble.js";

/** A picked or dropped file as an input. */
export function fileInput(file: File): Input {
  return { name: file.name, url: null, from: file };
}

/** An address as an input. Relative addresses are relative to the page and stay so in links. */
export function urlInput(written: string): Input {
  const url = written.trim();
  let address: URL;
  try {
    address = new URL(url, document.baseURI);
  } catch {
    throw new Trouble("The address cannot be opened", url, "it is not a web address", "Write it as https://host/path/file.");
  }
  if (!["http:", "https:", "data:", "blob:"].includes(address.protocol)) {
    const why = `a page cannot read “${address.protocol}” addresses`;
    throw new Trouble("The address cannot be opened", url, why, "Use an http or https address, or drop the file here.");
  }
  if (isReport() && address.protocol.startsWith("http")) {
    const why = "this page is one file that reaches nothing, so that nothing of it can leave this computer";
    throw new Trouble("The address cannot be opened", url, why, "Download the file and drop it here.");
  }
  return { name: nameOf(address), url, from: address.href };
}

/** The origin that an input needs the page to reach, if it is not the page's own. */
export function foreignOrigin(input: Input): string | null {
  if (typeof input.from !== "string") return null;
  const { origin, protocol } = new URL(input.from);
  return protocol.startsWith("http") && origin !== location.origin ? origin : null;
}

/** Whether a report may be behind an address, of which it means no file in particular. */
export function mayBeReport({ from }: Input): boolean {
  if (typeof from !== "string") return false;
  const { protocol, pathname, hash } = new URL(from);
  return protocol.startsWith("http") && /\.html?$/i.test(pathname) && hash === "";
}

/** A file within the report that an input means. */
export function partInput({ url, from }: Input, name: string): Input {
  const part = `#${encodeURIComponent(name)}`;
  return { name, url: `${url}${part}`, from: `${from as string}${part}` };
}

function nameOf(address: URL): string {
  if (address.protocol === "data:") return "data in the link";
  if (/\.html?$/i.test(address.pathname) && address.hash.length > 1) return decodeURIComponent(address.hash.slice(1));
  const last = address.pathname.split("/").filter((part) => part !== "").at(-1);
  try {
    return last === undefined ? address.hostname : decodeURIComponent(last);
  } catch {
    return last ?? address.href;
  }
}
