import type { ReactiveController, ReactiveControllerHost } from "lit";

/** How far out of view still counts as near, so that what scrolls in is there already. */
const MARGIN = "320px 0px";

const all = new Set<Nearby>();
let everything = false;

/** Whether a component is in view or close to it. Tells it when it comes near. */
export class Nearby implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #observer: IntersectionObserver | undefined;
  #seen = false;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  get near(): boolean {
    return this.#seen || everything;
  }

  hostConnected(): void {
    all.add(this);
    this.#observer = new IntersectionObserver((entries) => this.#see(entries.at(-1)?.isIntersecting ?? false), { rootMargin: MARGIN });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    all.delete(this);
    this.#observer?.disconnect();
    this.#seen = false;
  }

  /** Tells the component that it may draw. */
  wake(): void {
    this.#host.requestUpdate();
  }

  #see(near: boolean): void {
    const before = this.near;
    this.#seen = near;
    if (near && !before) this.wake();
  }
}

/** Lets everything count as near, as paper has no view; or no longer. */
export function bringAllNear(on: boolean): void {
  if (on === everything) return;
  everything = on;
  if (on) for (const nearby of all) nearby.wake();
}
