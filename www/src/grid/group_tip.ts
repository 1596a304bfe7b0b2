import { html, nothing, render, type TemplateResult } from "lit";

import { countText } from "../controls/quantity.js";
import type { CellSummary } from "../engine/protocol.js";
import { overlayRoot } from "../controls/popover.js";
import type { Session } from "../session/session.js";

const REST_MS = 120;
const GAP_PX = 4;
const MARGIN_PX = 8;
const ID = "group-tip";

/** Everything about a cell of a group, beside the cell, while the pointer rests on it or the cursor is there. */
export class GroupTip {
  readonly #session: Session;
  #cell: HTMLElement | null = null;
  #shown: HTMLElement | null = null;
  #timer = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The pointer or the cursor is on `cell` now, which is one of a group; `null` where it is on no such cell. */
  over(cell: HTMLElement | null): void {
    if (cell === this.#cell) return;
    this.hide();
    this.#cell = cell;
    if (cell) this.#timer = window.setTimeout(() => void this.#show(cell), REST_MS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#cell?.removeAttribute("aria-describedby");
    this.#cell = null;
    this.#shown?.remove();
    this.#shown = null;
  }

  async #show(cell: HTMLElement): Promise<void> {
    const column = cell.dataset["value"];
    const position = cell.closest<HTMLElement>("[data-position]")?.dataset["position"];
    if (column === undefined || position === undefined) return;
    const summary = await this.#session.summary(Number(position), column);
    if (!summary || cell !== this.#cell || !cell.isConnected) return;
    const tip = document.createElement("div");
    tip.id = ID;
    tip.className = "popover group-tip";
    tip.popover = "manual";
    tip.setAttribute("role", "tooltip");
    render(content(summary), tip);
    overlayRoot(cell).append(tip);
    tip.showPopover();
    place(tip, cell);
    cell.setAttribute("aria-describedby", ID);
    this.#shown = tip;
  }
}

function content({ column, runs, count, statistics, values, others }: CellSummary): TemplateResult {
  return html`<p class="menu-heading">${column}</p>
    <dl class="facts">
      ${statistics.map(({ name, text }) => html`<dt>${name}</dt><dd>${text}</dd>`)}
      ${values.map((value) => html`<dt class="facts-value">${value.text}</dt><dd>${countText(value.runs)}</dd>`)}
      ${others > 0 ? html`<dt>${countText(others)} more values</dt><dd></dd>` : nothing}
      <dt>n</dt>
      <dd>${count === runs ? countText(count) : `${countText(count)} of ${countText(runs)} runs`}</dd>
    </dl>`;
}

function place(tip: HTMLElement, cell: HTMLElement): void {
  const at = cell.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const fits = at.bottom + GAP_PX + height <= innerHeight - MARGIN_PX;
  const top = fits ? at.bottom + GAP_PX : at.top - GAP_PX - height;
  tip.style.left = `${Math.max(MARGIN_PX, Math.min(at.right - width, innerWidth - width - MARGIN_PX))}px`;
  tip.style.top = `${Math.max(MARGIN_PX, top)}px`;
}
