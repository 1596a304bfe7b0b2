import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { plural } from "../controls/quantity.js";

/** What the brushes and the selection say, in words, each removable. */
@customElement("rl-chips")
export class BrushChips extends Part {
  protected override render(): TemplateResult | typeof nothing {
    const { chips, selected } = this.session.update;
    if (chips.length === 0 && selected === 0) return nothing;
    return html`<ul class="chips" aria-label="Brushes and selection">
      ${chips.map(
        (chip) => html`<li>
          <button
            class="chip"
            title="Remove this brush"
            aria-label=${`Remove the brush ${chip.label}`}
            @click=${() => void this.session.apply({ type: "clearBrush", axis: chip.axis, interval: chip.interval, lane: chip.lane })}
          >
            <span>${chip.label}</span>${icon("close")}
          </button>
        </li>`,
      )}
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
}
