import { compiled } from "./compiled.js";
import { Trouble } from "./trouble.js";

/** A Wasm module that is fetched once, when something needs it first. */
export class OnDemand {
  readonly #name: string;
  readonly #start: (module: WebAssembly.Module) => void;
  readonly #trouble: { what: string; hint: string };
  #coming: Promise<void> | undefined;

  /** `start` makes an instance of it; `trouble` is what the user is told where it does not come. */
  constructor(name: string, start: (module: WebAssembly.Module) => void, trouble: { what: string; hint: string }) {
    this.#name = name;
    this.#start = start;
    this.#trouble = trouble;
  }

  /** Settles when it is there. `base` is the address of the site. */
  bring(base: string): Promise<void> {
    this.#coming ??= this.#fetched(new URL(this.#name, base).href).catch((error: unknown) => {
      this.#coming = undefined;
      throw error;
    });
    return this.#coming;
  }

  async #fetched(address: string): Promise<void> {
    try {
      this.#start(await compiled(await fetch(address)));
    } catch (error) {
      const why = error instanceof Error ? error.message : "no answer";
      throw new Trouble(this.#trouble.what, address, why, this.#trouble.hint);
    }
  }
}
