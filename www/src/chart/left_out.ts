import { html, type TemplateResult } from "lit";

import { countText } from "../controls/quantity.js";

/** What the picture leaves out or draws apart: the first sentence, and the others on demand. */
export function leftOut([first = "", ...others]: string[]): TemplateResult {
  if (others.length === 0) return html`<figcaption class="chart-left-out">${first}</figcaption>`;
  return html`<figcaption class="chart-left-out">
    <details>
      <summary>${first} <span class="link">${countText(others.length)} more</span></summary>
      <ul>
        ${others.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
    </details>
  </figcaption>`;
}
