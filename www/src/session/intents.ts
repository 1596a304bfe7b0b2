import type { Intent } from "../engine/protocol.js";

/** An intent on its way to the engine. */
export interface Queued {
  intent: Intent;
  /** One of many on the way to the one that counts: typing, dragging. */
  live: boolean;
  settle: () => void;
}

/** Intents in order; a live one that still waits gives way to the next of its kind. */
export class IntentQueue {
  readonly #waiting: Queued[] = [];
  #busy = false;
  readonly #carryOut: (queued: Queued) => Promise<void>;

  constructor(carryOut: (queued: Queued) => Promise<void>) {
    this.#carryOut = carryOut;
  }

  /** Settles when the intent was carried out, gave way or was dropped. */
  push(intent: Intent, live: boolean): Promise<void> {
    return new Promise((settle) => {
      const last = this.#waiting.at(-1);
      if (last?.live && last.intent.type === intent.type) {
        this.#waiting.pop();
        last.settle();
      }
      this.#waiting.push({ intent, live, settle });
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.#carryOut(next);
      next.settle();
    }
    this.#busy = false;
  }
}
