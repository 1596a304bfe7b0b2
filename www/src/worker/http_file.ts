import type { Input } from "../engine/messages.js";
import { Trouble } from "../engine/trouble.js";
import type { NetHead, NetRequest } from "../net/messages.js";
import type { NetAnswer } from "../net/perform.js";
import type { FileHandle, OnProgress } from "../engine/protocol.js";
import { brokeOff, explainFailure, explainStatus, refuseWebPage, tooLargeToKeep, wrongLength } from "./http_trouble.js";

export type Fetch = (request: NetRequest, signal: AbortSignal) => Promise<NetAnswer>;

const PROBE_BYTES = 64 * 1024;
/** The engine reads files up to this size whole, and may do so again. */
const KEEP_WHOLE_BYTES = 1024 * 1024;
const MOST_BYTES_IN_MEMORY = 1.5 * 1024 ** 3;

/**
 * A file behind an address. Asks for its first bytes: a 206 answer means that parts can be read as views need them,
 * a 200 answer is kept whole.
 */
export async function httpFile(input: Input, address: string, fetch: Fetch, onProgress: OnProgress, signal: AbortSignal): Promise<FileHandle> {
  const file = new HttpFile(input, address, fetch, onProgress);
  await file.start(signal);
  return {
    name: input.name,
    url: input.url,
    len: file.len,
    read: (start, end) => file.read(start, end),
  };
}

class HttpFile {
  readonly #input: Input;
  readonly #address: string;
  readonly #fetch: Fetch;
  readonly #onProgress: OnProgress;
  /** The file's first bytes; all of it where `len` says so. */
  #kept = new Uint8Array(0);
  len = 0;

  constructor(input: Input, address: string, fetch: Fetch, onProgress: OnProgress) {
    this.#input = input;
    this.#address = address;
    this.#fetch = fetch;
    this.#onProgress = onProgress;
  }

  async start(signal: AbortSignal): Promise<void> {
    const { head, body } = await this.#ask({ range: { first: 0, last: PROBE_BYTES - 1 } }, signal);
    if (head.status === 416) {
      await this.#keepWhole(signal);
      return;
    }
    if (head.status === 206) {
      const first = await collected(body, this.#address, PROBE_BYTES, signal);
      refuseWebPage(head, first, this.#address);
      const total = totalOf(head) ?? (await this.#lengthByHead(signal));
      if (total === null) {
        await this.#keepWhole(signal);
        return;
      }
      this.len = total;
      this.#kept = first;
      if (total > first.length && total <= KEEP_WHOLE_BYTES) {
        const rest = await this.#range(first.length, total, signal);
        this.#kept = joined([first, rest]);
      }
      return;
    }
    explainStatus(head, this.#address);
    await this.#keep(head, body, signal);
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    if (end <= this.#kept.length) return this.#kept.slice(start, end);
    return this.#range(start, end, new AbortController().signal);
  }

  async #range(start: number, end: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const { head, body } = await this.#ask({ range: { first: start, last: end - 1 } }, signal);
    explainStatus(head, this.#address);
    const total = totalOf(head);
    if (head.status !== 206 || (total !== null && total !== this.len)) throw wrongLength(this.#address, this.len, total);
    const bytes = await collected(body, this.#address, end - start, signal);
    if (bytes.length !== end - start) throw wrongLength(this.#address, end - start, bytes.length);
    return bytes;
  }

  async #keepWhole(signal: AbortSignal): Promise<void> {
    const { head, body } = await this.#ask({ range: null }, signal);
    explainStatus(head, this.#address);
    await this.#keep(head, body, signal);
  }

  async #keep(head: NetHead, body: NetAnswer["body"], signal: AbortSignal): Promise<void> {
    const announced = head.contentLength ?? 0;
    if (announced > MOST_BYTES_IN_MEMORY) throw tooLargeToKeep(this.#address, announced, MOST_BYTES_IN_MEMORY);
    const bytes = await collected(body, this.#address, MOST_BYTES_IN_MEMORY, signal, (done) =>
      this.#onProgress({ source: this.#input.name, phase: "reading", done, total: Math.max(announced, done), unit: "bytes" }),
    );
    refuseWebPage(head, bytes, this.#address);
    this.#kept = bytes;
    this.len = bytes.length;
  }

  async #lengthByHead(signal: AbortSignal): Promise<number | null> {
    const { head } = await this.#ask({ method: "HEAD", range: null }, signal);
    return head.status === 200 ? head.contentLength : null;
  }

  #ask({ range, method = "GET" }: Pick<NetRequest, "range"> & Partial<Pick<NetRequest, "method">>, signal: AbortSignal): Promise<NetAnswer> {
    return asked(this.#fetch, { url: this.#address, method, range, opaque: false }, signal);
  }
}

/** An answer to a request, or why there is none. */
export async function asked(fetch: Fetch, request: NetRequest, signal: AbortSignal): Promise<NetAnswer> {
  try {
    return await fetch(request, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    throw await explainFailure(error, request.url, fetch, signal);
  }
}

/** The first bytes of an answer, no more than `most`. */
export async function collected(
  body: NetAnswer["body"],
  address: string,
  most: number,
  signal: AbortSignal,
  onBytes?: (done: number) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  try {
    for await (const chunk of body) {
      signal.throwIfAborted();
      chunks.push(chunk);
      done += chunk.length;
      if (done > MOST_BYTES_IN_MEMORY) throw tooLargeToKeep(address, done, MOST_BYTES_IN_MEMORY);
      await onBytes?.(done);
      if (done >= most) break;
    }
  } catch (error) {
    if (signal.aborted || error instanceof Trouble) throw error;
    throw brokeOff(address, done);
  }
  return joined(chunks).slice(0, most);
}

function totalOf(head: NetHead): number | null {
  const total = /\/(\d+)\s*$/.exec(head.contentRange ?? "")?.[1];
  return total === undefined ? null : Number(total);
}

function joined(chunks: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
