import type { ChunkName } from "./chunks.js";
import type { Parts } from "./launch.js";
import type { ToWorker } from "./messages.js";
import { siteBase } from "./site_base.js";

/** A worker with one instance of the engine's module, in which each client has an engine of its own. */
export class EngineWorker {
  alive = true;
  readonly #worker: Worker;
  readonly #given = new Set<ChunkName>();

  constructor({ module, workerScript, chunks, held }: Parts) {
    this.#worker = new Worker(workerScript);
    this.send({ type: "start", module, base: siteBase(), held });
    for (const [name, module] of chunks.compiled) this.give(name, module);
  }

  send(message: ToWorker, transfer: Transferable[] = []): void {
    if (this.alive) this.#worker.postMessage(message, transfer);
  }

  has(chunk: ChunkName): boolean {
    return this.#given.has(chunk);
  }

  give(name: ChunkName, module: WebAssembly.Module): void {
    if (this.#given.has(name)) return;
    this.#given.add(name);
    this.send({ type: "chunk", name, module });
  }

  /** Calls back for every message, and where the worker cannot go on, until `signal`. */
  listen(onMessage: (event: MessageEvent) => void, onError: (why: string) => void, signal: AbortSignal): void {
    this.#worker.addEventListener("message", onMessage, { signal });
    this.#worker.addEventListener(
      "error",
      (event) => {
        event.preventDefault();
        onError(event.message || "the worker stopped");
      },
      { signal },
    );
  }

  end(): void {
    this.alive = false;
    this.#worker.terminate();
  }
}
