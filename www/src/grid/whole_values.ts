import type { Session } from "../session/session.js";

const REST_MS = 120;

/** Whole values of cells that may be shortened: as a tooltip where the pointer rests, and for the clipboard. */
export class WholeValues {
  readonly #session: Session;
  #cell: HTMLElement | null = null;
  #timer = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The pointer is over `cell` now. */
  over(cell: HTMLElement | null): void {
    if (cell === this.#cell) return;
    this.#cell?.removeAttribute("title");
    this.#cell = cell;
    clearTimeout(this.#timer);
    if (cell) this.#timer = window.setTimeout(() => void this.#label(cell), REST_MS);
  }

  /** Puts the whole value of a cell on the clipboard. */
  async copy(cell: HTMLElement): Promise<void> {
    const text = await this.#textOf(cell);
    if (text !== null) await navigator.clipboard?.writeText(text).catch(() => undefined);
  }

  async #label(cell: HTMLElement): Promise<void> {
    const text = await this.#textOf(cell);
    if (cell === this.#cell && text !== null) cell.title = text;
  }

  async #textOf(cell: HTMLElement): Promise<string | null> {
    const { name, value } = cell.dataset;
    if (name !== undefined) return name;
    const position = cell.closest<HTMLElement>("[data-position]")?.dataset["position"];
    return position === undefined || value === undefined ? null : this.#session.exact(Number(position), value);
  }
}
