import type { Session } from "../session/session.js";

/** Chooses runs in the table: one, more, a range, all, none. */
export class Choosing {
  readonly #session: Session;
  #anchor: number | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** A click on a row, or on its check box. */
  click(position: number, event: MouseEvent, onBox: boolean): void {
    if (event.shiftKey && this.#anchor !== null) this.#range(position);
    else if (onBox || event.ctrlKey || event.metaKey) this.toggle(position);
    else {
      this.#anchor = position;
      void this.#session.apply({ type: "select", positions: [position], mode: "set" });
    }
  }

  toggle(position: number): void {
    this.#anchor = position;
    void this.#session.apply({ type: "select", positions: [position], mode: "toggle" });
  }

  /** The cursor was moved with Shift held, from one row to another. */
  extend(from: number, to: number): void {
    this.#anchor ??= from;
    this.#range(to);
  }

  all(): void {
    void this.#session.apply({ type: "selectAll" });
  }

  none(): void {
    this.#anchor = null;
    if (this.#session.update.selected > 0) void this.#session.apply({ type: "clearSelection" });
  }

  #range(to: number): void {
    const from = this.#anchor ?? to;
    void this.#session.apply({ type: "selectRange", from: Math.min(from, to), to: Math.max(from, to) });
  }
}
