import { html, type TemplateResult } from "lit";

/** A count whose digits stand in groups of three for the eye, and as one plain number for everyone else. */
export function grouped(count: number): TemplateResult {
  const digits = String(count);
  const first = digits.length % 3 || 3;
  const groups = [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += 3) groups.push(digits.slice(at, at + 3));
  return html`${groups.map((group, index) => (index === 0 ? group : html`<span class="group-of-three">${group}</span>`))}`;
}
