import { movedToFragment } from "./fragment.js";

const SETTLE_MS = 500;

/** Where the state of a session is written, so that it can be had again. */
export interface Place {
  /** The fragment without `#`. */
  readonly fragment: string;
  /** Says what is shown now. `finished` ends a step; `replace` makes no entry at all. */
  write(fragment: string, options?: { finished?: boolean; replace?: boolean }): void;
  /** Ends the step that is under way, if any. */
  finish(): void;
}

/**
 * The page's address as the place of its state.
 *
 * A finished step becomes an entry of the browser's history, so that Back undoes it. While a step is under way (typing,
 * dragging) its one entry is rewritten, once nothing has changed for half a second.
 */
export class Address implements Place {
  #written: string;
  #waiting: string | null = null;
  #stepOpen = false;
  #timer = 0;
  readonly #onNavigate: (fragment: string) => void;
  readonly #makesEntries: boolean;

  /** Without entries Back leaves the page, as a reader expects of a frame within another page. */
  constructor(onNavigate: (fragment: string) => void, { makesEntries = true } = {}) {
    this.#onNavigate = onNavigate;
    this.#makesEntries = makesEntries;
    const { search, fragment } = movedToFragment(location.search, location.hash);
    this.#written = fragment;
    if (search !== location.search) history.replaceState(null, "", this.#href(search, fragment));
    addEventListener("popstate", () => this.#navigated());
    addEventListener("hashchange", () => this.#navigated());
    addEventListener("pagehide", () => this.#flush());
  }

  get fragment(): string {
    return this.#written;
  }

  write(fragment: string, { finished = true, replace = false } = {}): void {
    if (replace) {
      this.#waiting = null;
      this.#put(fragment, false);
      return;
    }
    this.#waiting = fragment;
    clearTimeout(this.#timer);
    if (finished) {
      this.#flush();
      this.#stepOpen = false;
    } else {
      this.#timer = window.setTimeout(() => this.#flush(), SETTLE_MS);
    }
  }

  finish(): void {
    this.#flush();
    this.#stepOpen = false;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    const fragment = this.#waiting;
    this.#waiting = null;
    if (fragment === null || fragment === this.#written) return;
    this.#put(fragment, !this.#stepOpen);
    this.#stepOpen = true;
  }

  #put(fragment: string, entry: boolean): void {
    const href = this.#href(location.search, fragment);
    this.#written = fragment;
    try {
      if (entry && this.#makesEntries) history.pushState(null, "", href);
      else history.replaceState(null, "", href);
    } catch {
      // Browsers refuse too many entries in a short time; the next step writes the whole state again.
    }
  }

  #navigated(): void {
    const fragment = location.hash.slice(1);
    if (fragment === this.#written) return;
    this.#waiting = null;
    clearTimeout(this.#timer);
    this.#stepOpen = false;
    this.#written = fragment;
    this.#onNavigate(fragment);
  }

  #href(search: string, fragment: string): string {
    return `${location.pathname}${search}${fragment === "" ? "" : `#${fragment}`}`;
  }
}
