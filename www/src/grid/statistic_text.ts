import { html, type TemplateResult } from "lit";

/** A statistic with what belongs to it in softer ink: the standard deviation, and the number of runs where that is not all. */
export function statisticText(text: string): TemplateResult {
  const [, value = text, spread = "", count = ""] = /^(.*?)( ± .*?)?( \(\d+\))?$/s.exec(text) ?? [];
  return html`${value}<span class="spread">${spread}${count}</span>`;
}
