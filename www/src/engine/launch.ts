import { chunkFile, Chunks } from "./chunks.js";
import { compiled } from "./compiled.js";
import { scriptAddress, type HeldFiles, type HeldModules } from "./held_files.js";
import { siteBase } from "./site_base.js";
import { Trouble } from "./trouble.js";

/** What every worker and the painter of this page are made from. */
export interface Parts {
  module: WebAssembly.Module;
  /** A `blob:` address: such a worker lives under the page's own Content-Security-Policy. */
  workerScript: string;
  chunks: Chunks;
  /** The modules that the document itself holds; `null` where they are fetched. */
  held: HeldModules | null;
}

const ENGINE = "runloom_bg.wasm";

/** Finds and compiles the engine once. */
export async function load(): Promise<Parts> {
  const held = globalThis.runloomHeld;
  if (held !== undefined) return unpacked(held);
  const [module, workerScript] = await Promise.all([compile(ENGINE), workerAddress("worker.js")]);
  return { module, workerScript, chunks: new Chunks((name) => compile(chunkFile(name))), held: null };
}

/** The browser compiles the engine while its chunks are unpacked. */
async function unpacked(held: HeldFiles): Promise<Parts> {
  const engine = WebAssembly.compile(held.file(ENGINE));
  const workerScript = scriptAddress("worker.js");
  const names = held.names.filter((name) => name.endsWith(".wasm") && name !== ENGINE);
  const modules = { codecs: held.codecs, chunks: new Map(names.map((name) => [name, held.file(name)])) };
  const chunks = new Chunks((name) => WebAssembly.compile(held.file(chunkFile(name))));
  return { module: await engine, workerScript, chunks, held: modules };
}

async function compile(address: string): Promise<WebAssembly.Module> {
  const response = await reply(address);
  try {
    return await compiled(response);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Trouble("The engine cannot start", address, why, "Use a browser from 2023 or later that allows WebAssembly.");
  }
}

async function workerAddress(address: string): Promise<string> {
  const text = await (await reply(address)).text();
  return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}

async function reply(address: string): Promise<Response> {
  const where = new URL(address, siteBase()).href;
  let response: Response;
  try {
    response = await fetch(where);
  } catch (error) {
    throw new Trouble("The engine cannot be fetched", where, error instanceof Error ? error.message : "no answer", "Check the connection and reload the page.");
  }
  if (!response.ok) {
    throw new Trouble("The engine cannot be fetched", where, `the server answered ${response.status}`, "Build it with `cargo xtask build`, or reload the page.");
  }
  return response;
}
