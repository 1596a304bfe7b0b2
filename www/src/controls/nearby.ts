import type { ReactiveController, ReactiveControllerHost } from "lit";

/** How far out of view still counts as near, so that what scrolls in is there already. */
const MARGIN = "320px 0px";

/** Whether a component is in view or close to it. Tells it when it comes near. */
export class Nearby implements ReactiveController {
  near = false;
  readonly #host: ReactiveControllerHost & Element;
  #observer: IntersectionObserver | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries.at(-1)?.isIntersecting ?? false), { rootMargin: MARGIN });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.near = false;
  }

  #seen(near: boolean): void {
    const before = this.near;
    this.near = near;
    if (near && !before) this.#host.requestUpdate();
  }
}
