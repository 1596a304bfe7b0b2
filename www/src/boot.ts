/** Starts the page of a report: unpacks its script out of the document, and says so where it cannot be started. */

import { initSync, unpack } from "../generated/codecs.js";
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
  const files: HeldFiles = { codecs: await WebAssembly.compile(await ungzipped("codecs_bg.wasm")), packed: new Map() };
  for (const script of document.querySelectorAll<HTMLScriptElement>("script[data-codec=brotli]")) {
    const { file = "", bytes = "" } = script.dataset;
    files.packed.set(file, { bytes: packedIn(script), unpackedLength: Number(bytes) });
  }
  initSync({ module: files.codecs });
  const unpacked = (name: string): Uint8Array<ArrayBuffer> => {
    const file = files.packed.get(name);
    const bytes = file && unpack("brotli", file.bytes, file.unpackedLength);
    if (!bytes) throw new Error(`its ${name} is damaged`);
    return bytes as Uint8Array<ArrayBuffer>;
  };
  globalThis.runloomHeld = { files, unpack: unpacked };
  await import(URL.createObjectURL(new Blob([unpacked("page.js")], { type: "text/javascript" })));
}

async function ungzipped(name: string): Promise<ArrayBuffer> {
  const script = document.querySelector<HTMLScriptElement>(`script[data-file="${name}"]`);
  if (!script) throw new Error(`its ${name} is missing`);
  const packed = new Blob([packedIn(script)]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
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
