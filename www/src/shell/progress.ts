import { html, nothing, type TemplateResult } from "lit";

import { bytesText, countText } from "../controls/quantity.js";
import type { Progress } from "../engine/protocol.js";
import type { Opening } from "../session/session.js";

/** What is being opened, how far it is, and a way to stop it. */
export function openingCard(opening: Opening, className: string): TemplateResult {
  const names = opening.names.join(", ");
  const steps = [...opening.progress.values()];
  return html`<section class=${`opening ${className}`} aria-label="Opening" aria-busy="true">
    <div class="opening-lines">
      ${steps.length === 0 ? bar(names, null) : steps.map((step) => bar(step.source || names, step))}
    </div>
    <button class="button" @click=${() => opening.cancel()}>Cancel</button>
  </section>`;
}

function bar(name: string, step: Progress | null): TemplateResult {
  const known = step !== null && step.total > 0;
  return html`<div class="opening-line">
    <strong class="opening-name">Opening ${name}</strong>
    <span class="soft opening-amount">${step ? amount(step) : nothing}</span>
    <progress class="bar" aria-label=${`Opening ${name}`} max=${known ? step.total : nothing} .value=${known ? step.done : 0}></progress>
  </div>`;
}

function amount({ done, total, unit, phase }: Progress): string {
  const text = unit === "bytes" ? bytesText : countText;
  const of = total > 0 ? `${text(done)} of ${text(total)}` : text(done);
  return unit === "bytes" ? `${phase} · ${of}` : `${phase} · ${of} ${unit}`;
}
