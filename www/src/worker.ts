/** The worker: owns the engines of its page, brings them bytes, answers the page. */

import { Engine, initSync, type InitOutput } from "./engine/glue.js";
import type { HeldModules } from "./engine/held_files.js";
import type { FromWorker, Input, ToWorker } from "./engine/messages.js";
import type { FileHandle, OnProgress, Progress } from "./engine/protocol.js";
import { PACKER, pack } from "./engine/packer.js";
import { CODECS, unpack } from "./engine/rare_codecs.js";
import { asTrouble, Cancelled } from "./engine/trouble.js";
import { fetchThrough } from "./net/port_client.js";
import { perform } from "./net/perform.js";
import { enter, enterNow } from "./worker/chunks.js";
import { firstBytes } from "./worker/first_bytes.js";
import { heldFile } from "./worker/held_file.js";
import { hold } from "./worker/held_modules.js";
import { httpFile, type Fetch } from "./worker/http_file.js";
import { isLinkData, linkData } from "./worker/link_data.js";
import { localFile } from "./worker/local_file.js";
import { reportText } from "./worker/report_text.js";
import { partNamed, partsOf, reportPart } from "./worker/report_part.js";

/** The part of a worker's global scope that is used here; the page's types do not have it. */
interface WorkerScope {
  /** The engine calls this when it panics, just before it traps. */
  runloomPanicked: (message: string) => void;
  /** The engine calls these for what is packed with Brotli or Zstandard. */
  runloomUnpack: (codec: string, packed: Uint8Array, size: number) => Uint8Array | undefined;
  runloomBringCodecs: () => Promise<void>;
  /** The engine calls these for what it packs with Zstandard. */
  runloomPack: (bytes: Uint8Array) => Uint8Array | undefined;
  runloomBringPacker: () => Promise<void>;
  /** The engine calls this for memory to put the pixels of a picture in. */
  runloomPixels: (bytes: number) => Uint8Array;
  /** The engine calls this before it enters a chunk that is not there. */
  runloomBringChunk: (number: number) => void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
  addEventListener(type: "unhandledrejection", listener: (event: PromiseRejectionEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const foreign = new Map<string, Fetch>();
/** Where the files of the site are. */
let site = "";
const opening = new Map<number, AbortController>();
const engines = new Map<number, Engine>();
/** How many answers each engine owes. */
const busy = new Map<number, number>();
const ended = new Set<number>();
let exports: InitOutput | undefined;

/** Memory of pixels that the page gave back, the last first. */
const spare: Uint8Array[] = [];

const MOST_SPARE = 4;
const BREATH_MS = 12;

scope.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  switch (message.type) {
    case "start":
      start(message.module, message.base, message.held);
      break;
    case "chunk":
      attempt(() => enter(message.name, message.module, running()));
      break;
    case "engine":
      attempt(() => engines.set(message.engine, new Engine()));
      break;
    case "end":
      ended.add(message.engine);
      freeIdle(message.engine);
      break;
    case "reach":
      foreign.set(message.origin, fetchThrough(message.port));
      break;
    case "parts":
      void settle(message.id, () => partsOf(localFile(message.file.name, message.file)));
      break;
    case "partNames":
      void settle(message.id, () => partNames(message.input));
      break;
    case "firstBytes":
      if (!RUNLOOM_REPORT) void settle(message.id, () => firstBytesOf(message.id, message.address, message.most));
      break;
    case "cancel":
      opening.get(message.id)?.abort(new Cancelled());
      break;
    case "pixels":
      if (spare.unshift(message.pixels) > MOST_SPARE) spare.pop();
      break;
    case "open":
      void settle(message.id, () => using(message.engine, (engine) => open(message.id, engine, message.inputs)));
      break;
    case "reportText":
      if (!RUNLOOM_REPORT) void settle(message.id, () => using(message.engine, (engine) => reportText(message.text, engine, site)));
      break;
    case "call":
      void settle(message.id, () => using(message.engine, (engine) => call(engine, message.method, message.args)));
      break;
  }
};

scope.runloomPanicked = died;
scope.runloomUnpack = unpack;
scope.runloomPixels = (bytes) => {
  const at = spare.findIndex(({ byteLength }) => byteLength === bytes);
  return (at < 0 ? undefined : spare.splice(at, 1)[0]) ?? new Uint8Array(bytes);
};
if (!RUNLOOM_REPORT) scope.runloomPack = pack;
scope.addEventListener("error", (event) => died(event.error ?? event.message));
scope.addEventListener("unhandledrejection", (event) => died(event.reason));

function start(module: WebAssembly.Module, base: string, held: HeldModules | null): void {
  scope.runloomBringCodecs = () => (held ? Promise.resolve() : CODECS.bring(base));
  site = base;
  if (!RUNLOOM_REPORT) scope.runloomBringPacker = () => PACKER.bring(base);
  scope.runloomBringChunk = (number) => attempt(() => enterNow(number, running(), base));
  attempt(() => {
    if (held) hold(held);
    exports = initSync({ module });
    send({ type: "started" });
  });
}

/** Without this the worker cannot go on. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    died(error);
    throw error;
  }
}

function running(): InitOutput {
  if (!exports) throw new Error("the engine has not started");
  return exports;
}

async function settle(id: number, work: () => Promise<unknown>): Promise<void> {
  try {
    const value = await work();
    send({ type: "answer", id, value }, buffersOf(value));
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) died(error);
    else if (opening.get(id)?.signal.aborted || error instanceof Cancelled) {
      send({ type: "failure", id, error: { what: "cancelled", where: "", why: "", hint: "" } });
    } else send({ type: "failure", id, error: asTrouble(error, "That did not work", "in the engine") });
  } finally {
    opening.delete(id);
  }
}

async function call(engine: Engine, method: string, args: unknown[]): Promise<unknown> {
  const target = engine as unknown as Record<string, (...args: unknown[]) => unknown>;
  return (await target[method]?.(...args)) ?? null;
}

async function open(id: number, engine: Engine, inputs: Input[]): Promise<unknown> {
  const abort = new AbortController();
  opening.set(id, abort);
  const onProgress = async (progress: Progress) => {
    send({ type: "progress", id, progress });
    await breathe();
    abort.signal.throwIfAborted();
  };
  const files = await Promise.all(inputs.map((input) => fileOf(input, onProgress, abort.signal)));
  return engine.open(files.map((file) => stoppable(file, abort.signal)), onProgress);
}

async function fileOf(input: Input, onProgress: OnProgress, signal: AbortSignal): Promise<FileHandle> {
  if (input.from instanceof File) return localFile(input.name, input.from);
  if (typeof input.from !== "string") return heldFile(input.name, input.from);
  if (isLinkData(input.from)) return linkData(input.name, input.url, input.from);
  const file = await httpFile(input, input.from, fetchFor(input.from), onProgress, signal);
  const part = partNamed(input.from);
  return part === null ? file : reportPart(file, part);
}

/** The names of the files within a report behind an address; `null` of anything else. */
async function partNames(input: Input): Promise<string[] | null> {
  const file = await fileOf(input, async () => undefined, new AbortController().signal);
  return (await partsOf(file))?.map(({ name }) => name) ?? null;
}

function firstBytesOf(id: number, address: string, most: number): Promise<unknown> {
  const abort = new AbortController();
  opening.set(id, abort);
  return firstBytes(address, fetchFor(address), most, abort.signal);
}

function fetchFor(address: string): Fetch {
  return foreign.get(new URL(address).origin) ?? perform;
}

/** While a file is being opened, Cancel ends its next read; later reads go on. */
function stoppable(file: FileHandle, signal: AbortSignal): FileHandle {
  return {
    ...file,
    read(start, end) {
      signal.throwIfAborted();
      return file.read(start, end);
    },
  };
}

const breaths = new MessageChannel();
const breathing: (() => void)[] = [];
let lastBreath = 0;

breaths.port1.onmessage = () => breathing.shift()?.();

/** Lets messages in, among them Cancel, at most every few milliseconds. */
async function breathe(): Promise<void> {
  if (performance.now() - lastBreath < BREATH_MS) return;
  await new Promise<void>((resolve) => {
    breathing.push(resolve);
    breaths.port2.postMessage(null);
  });
  lastBreath = performance.now();
}

/** Asks an engine something. One that waits for bytes meanwhile must not be freed. */
async function using<T>(number: number, ask: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = engines.get(number);
  if (!engine) throw new Error("the engine has not started");
  busy.set(number, (busy.get(number) ?? 0) + 1);
  try {
    return await ask(engine);
  } finally {
    busy.set(number, (busy.get(number) ?? 1) - 1);
    freeIdle(number);
  }
}

/** Frees an engine that was ended, once nothing is asked of it. */
function freeIdle(number: number): void {
  if (!ended.has(number) || (busy.get(number) ?? 0) > 0) return;
  engines.get(number)?.free();
  engines.delete(number);
  busy.delete(number);
  ended.delete(number);
}

function died(reason: unknown): void {
  send({ type: "died", why: reason instanceof Error ? reason.message : String(reason) });
}

function send(message: FromWorker, transfer: Transferable[] = []): void {
  scope.postMessage(message, transfer);
}

/** Whole buffers at the top of an answer go over without a copy. */
function buffersOf(value: unknown): Transferable[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value)
    .filter((part): part is Uint8Array<ArrayBuffer> => part instanceof Uint8Array && part.byteLength === part.buffer.byteLength)
    .map((part) => part.buffer);
}
