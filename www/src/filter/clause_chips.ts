import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { grouped } from "../controls/count.js";
import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { plural } from "../controls/quantity.js";
import type { FilterClause } from "../engine/protocol.js";

/** So much of a clause's end stays when it is too long: there stands what it compares with. */
const END = 12;

/** How many runs each clause of the filter keeps by itself. */
@customElement("rl-clauses")
export class ClauseChips extends Part {
  /** Of the last right filter: while one is being typed, they stay. */
  #clauses: { clause: FilterClause; text: string }[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { clauses, diagnostics, view } = this.session.update;
    if (diagnostics.some((problem) => !problem.advice)) return;
    this.#clauses = clauses.map((clause) => ({ clause, text: view.filter.slice(clause.start, clause.end) }));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { diagnostics } = this.session.update;
    const old = diagnostics.some((problem) => !problem.advice);
    const shown = this.#clauses.length > 1 || this.#clauses.some(({ clause }) => clause.brushable) ? this.#clauses : [];
    if (shown.length === 0) return nothing;
    return html`<ul class="chips ${old ? "is-old" : ""}" aria-label="Runs that each clause keeps">
      ${shown.map(({ clause, text }, index) => this.#chip(clause, text, index, old))}
    </ul>`;
  }

  #chip({ runs, brushable }: FilterClause, text: string, index: number, old: boolean): TemplateResult {
    const end = text.length > 2 * END ? text.length - END : text.length;
    return html`<li class="clause" title=${`${text}: ${plural(runs, "run")} by itself`}>
      <code class="clause-text"><span>${text.slice(0, end)}</span>${text.slice(end)}</code>
      <span class="clause-runs">${grouped(runs)}</span>
      ${brushable
        ? html`<button
            class="chip-action"
            ?disabled=${old}
            aria-label=${`Turn ${text} into a brush`}
            title="Turn into a brush"
            @click=${() => void this.session.apply({ type: "clauseToBrush", clause: index })}
          >
            ${icon("brush")}
          </button>`
        : nothing}
    </li>`;
  }
}
