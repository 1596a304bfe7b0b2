import { html, nothing, type TemplateResult } from "lit";

import { css } from "../controls/css.js";
import type { SuggestParamInfo, SuggestStrip } from "../engine/protocol.js";

/** A line of the search space: the param, where the best runs lie on all that was tried, what is suggested and why. */
export function suggestParam(param: SuggestParamInfo, brush: () => void): TemplateResult {
  const { key, condition, values, ends, reason, strip, choices, frozen, brushable, brushed } = param;
  const title = brushed ? "Take the brush away" : "Brush the runs within";
  const content = html`<span class="suggest-key">${key}${condition === null ? nothing : html`<small>${condition}</small>`}</span>
    ${strip ? range(strip) : html`<span class="suggest-choices">${choices.map(({ text, kept, best }) => html`<span class=${`suggest-choice ${kept ? "" : "out"} ${best ? "best" : ""}`} aria-hidden=${kept ? nothing : "true"}>${text}</span>`)}</span>`}
    <span class="suggest-values">${choices.length > 0 ? nothing : values}<small>${frozen ? "frozen" : ends}</small></span>`;
  return html`<li class=${brushable ? "" : "out"}>
    ${brushable
      ? html`<button class="suggest-line" aria-pressed=${brushed} title=${title} @click=${brush}>${content}</button>`
      : html`<div class="suggest-line">${content}</div>`}
    <p class="suggest-reason">${reason}</p>
  </li>`;
}

function range({ tried, kept, marks, best, triedTexts: [least, most] }: SuggestStrip): TemplateResult {
  const percent = (place: number) => `${(place * 100).toFixed(2)}%`;
  const span = ([from, to]: [number, number]) => css({ left: percent(from), width: `max(3px, ${percent(to - from)})` });
  return html`<span class="suggest-strip" aria-hidden="true" title=${`Tried from ${least} to ${most}`}>
    <span class="suggest-tried" ${span(tried)}></span>
    <span class="suggest-kept" ${span(kept)}></span>
    ${marks.map((mark) => html`<span class="suggest-mark" ${css({ left: percent(mark) })}></span>`)}
    ${best === null ? nothing : html`<span class="suggest-best" ${css({ left: percent(best) })}></span>`}
    <span class="suggest-end">${least}</span><span class="suggest-end">${most}</span>
  </span>`;
}
