import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { plural } from "../controls/quantity.js";
import type { BrushChip } from "../engine/protocol.js";
import { excludeBrushed, keepBrushed } from "./brushed_runs.js";

/** What the brushes and the selection say, in words, each removable; a brush can become a clause of the filter. */
@customElement("rl-chips")
export class BrushChips extends Part {
  protected override render(): TemplateResult | typeof nothing {
    const { chips, selected } = this.session.update;
    if (chips.length === 0 && selected === 0) return nothing;
    return html`<ul class="chips" aria-label="Brushes and selection">
      ${chips.map((chip) => this.#brush(chip))}
      ${chips.length > 0
        ? html`<li><button class="quiet" title="The brushes become clauses of the filter (K on an axis)" @click=${() => void keepBrushed(this.session)}>Keep only these</button></li>
            <li><button class="quiet" title="The filter leaves these runs out (X on an axis)" @click=${() => void excludeBrushed(this.session)}>Exclude these</button></li>`
        : nothing}
      ${chips.length > 1
        ? html`<li><button class="quiet" @click=${() => void this.session.apply({ type: "clearBrushes" })}>Clear all brushes</button></li>`
        : nothing}
      ${selected > 0
        ? html`<li>
            <button class="chip plain" aria-label=${`Clear the selection: ${plural(selected, "run")} selected`} @click=${() => void this.session.apply({ type: "clearSelection" })}>
              <span>${plural(selected, "run")} selected</span>${icon("close")}
            </button>
          </li>`
        : nothing}
    </ul>`;
  }

  #brush(chip: BrushChip): TemplateResult {
    const { axis, interval, lane, label } = chip;
    return html`<li class="chip-pair">
      <button
        class="chip-action"
        title="Into the filter"
        aria-label=${`Turn the brush ${label} into a clause of the filter`}
        @click=${() => void this.session.apply({ type: "brushToFilter", axis, interval, lane })}
      >
        ${icon("filter")}
      </button>
      <button
        class="chip"
        title="Remove this brush"
        aria-label=${`Remove the brush ${label}`}
        @click=${() => void this.session.apply({ type: "clearBrush", axis, interval, lane })}
      >
        <span>${label}</span>${icon("close")}
      </button>
    </li>`;
  }
}
