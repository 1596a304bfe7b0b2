/** Starts the page of a report: unpacks its script out of the document, and says so where it cannot be started. */

import { BrotliStream, initSync } from "../generated/codecs.js";
import type { HeldFiles } from "./engine/held_files.js";

const root = document.documentElement;

/** The pictures of a report stand until the page runs; where it stops before that, they stay. */
const watch = new MutationObserver(() => {
  const state = root.dataset["runloom"];
  if (state === "ready") root.dataset["report"] = "running";
  else if (state === "error" && root.dataset["report"] === undefined) root.dataset["report"] = "stopped";
});
watch.observe(root, { attributeFilter: ["data-runloom"] });

start().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.textContent = `What is shown here are pictures: this browser does not run the page in this file (${why}).`;
  document.querySelector(".report")?.append(told);
  document.querySelector("rl-app")?.remove();
  root.dataset["runloom"] = "error";
});

async function start(): Promise<void> {
  const [alone, together] = document.querySelectorAll<HTMLScriptElement>("script[data-packed]");
  if (!alone || !together) throw new Error("the page is missing in it");
  const codecs = await WebAssembly.compile(await ungzipped(packedIn(alone)));
  initSync({ module: codecs });
  const held = { codecs, ...heldFiles(together.dataset["files"] ?? "", packedIn(together)) };
  globalThis.runloomHeld = held;
  await import(URL.createObjectURL(new Blob([held.file("page.js")], { type: "text/javascript" })));
}

/** The files that were packed as one, from what is listed of them: names and sizes in bytes. Each is unpacked, with those before it, when it is asked for. */
function heldFiles(listed: string, packed: Uint8Array<ArrayBuffer>): Pick<HeldFiles, "names" | "file"> {
  const stream = new BrotliStream(packed);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const sizes = new Map([...listed.matchAll(/(\S+) (\d+)/g)].map(([, name = "", bytes]) => [name, Number(bytes)]));
  const names = [...sizes.keys()];
  const file = (wanted: string): Uint8Array<ArrayBuffer> => {
    for (const name of names.slice(files.size)) {
      if (files.has(wanted)) break;
      const bytes = stream.next(sizes.get(name) ?? 0);
      if (!bytes) throw new Error(`its ${name} is damaged`);
      files.set(name, bytes as Uint8Array<ArrayBuffer>);
    }
    const bytes = files.get(wanted);
    if (!bytes) throw new Error(`its ${wanted} is missing`);
    return bytes;
  };
  return { names, file };
}

function ungzipped(packed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** The bytes of a script's text: eleven characters, from the space to ~ but for <, are nine bytes. */
function packedIn({ text, dataset }: HTMLScriptElement): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor(text.length / 11) * 9);
  for (let at = 0, to = 0; at + 11 <= text.length; at += 11) {
    let [high, middle, low] = [0, 0, 0];
    for (let place = at; place < at + 11; place++) {
      const code = text.charCodeAt(place);
      low = low * 94 + code - 32 - (code > 60 ? 1 : 0);
      middle = middle * 94 + (low >> 24);
      high = high * 94 + (middle >> 24);
      low &= 0xffffff;
      middle &= 0xffffff;
    }
    for (const word of [high, middle, low]) {
      bytes[to++] = word >> 16;
      bytes[to++] = word >> 8;
      bytes[to++] = word;
    }
  }
  return bytes.subarray(0, Number(dataset["packed"]));
}
