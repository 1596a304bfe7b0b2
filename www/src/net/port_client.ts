import type { FromFrame, NetRequest, ToFrame } from "./messages.js";
import { NetFailure, type NetAnswer } from "./perform.js";

type Fetch = (request: NetRequest, signal: AbortSignal) => Promise<NetAnswer>;

/** The worker's side of a frame's port: the same as [`perform`], done elsewhere. */
export function fetchThrough(port: MessagePort): Fetch {
  const listeners = new Map<number, (message: FromFrame) => void>();
  let nextId = 1;
  port.onmessage = (event: MessageEvent<FromFrame>) => listeners.get(event.data.id)?.(event.data);
  const send = (message: ToFrame) => port.postMessage(message);

  return (request, signal) =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      const queue = new Queue();
      const finish = () => {
        listeners.delete(id);
        signal.removeEventListener("abort", cancel);
      };
      const cancel = () => {
        send({ type: "cancel", id });
        finish();
        queue.fail(signal.reason);
        reject(signal.reason as Error);
      };
      listeners.set(id, (message) => {
        if (message.type === "head") resolve({ head: message.head, body: queue });
        else if (message.type === "chunk") queue.push(message.bytes);
        else {
          finish();
          if (message.type === "end") queue.end();
          else {
            const failure = new NetFailure(message.why, message.blocked);
            queue.fail(failure);
            reject(failure);
          }
        }
      });
      signal.addEventListener("abort", cancel);
      send({ type: "fetch", id, request });
    });
}

type Item = { bytes: Uint8Array<ArrayBuffer> } | { error: unknown } | { done: true };

class Queue implements AsyncIterable<Uint8Array<ArrayBuffer>> {
  readonly #items: Item[] = [];
  #wake: (() => void) | null = null;

  push(bytes: Uint8Array<ArrayBuffer>): void {
    this.#add({ bytes });
  }

  end(): void {
    this.#add({ done: true });
  }

  fail(error: unknown): void {
    this.#add({ error });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (;;) {
      const item = this.#items.shift();
      if (!item) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      } else if ("bytes" in item) yield item.bytes;
      else if ("error" in item) throw item.error;
      else return;
    }
  }

  #add(item: Item): void {
    this.#items.push(item);
    this.#wake?.();
    this.#wake = null;
  }
}
