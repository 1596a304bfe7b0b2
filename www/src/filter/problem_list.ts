import { html, nothing, type TemplateResult } from "lit";

import { sentence } from "../controls/sentence.js";
import type { FilterProblem } from "../engine/protocol.js";
import { withCode } from "./marked_text.js";

export const PROBLEMS_ID = "filter-problems";

/** What is wrong with the filter, in words. Without `mend` the text has gone on since. */
export function problemList(problems: FilterProblem[], mend: ((problem: FilterProblem) => void) | null): TemplateResult {
  const wrong = problems.some((problem) => !problem.advice);
  const first = problems.findIndex((problem) => problem.fix);
  return html`<div id=${PROBLEMS_ID} class="filter-problems" role=${wrong ? "alert" : "note"}>
    ${problems.map(
      (problem, index) => html`<p class=${problem.advice ? "filter-advice" : "filter-problem"}>
        <span>${withCode(sentence(problem.message))}</span>
        ${problem.hint ? html`<span class="soft">${withCode(sentence(problem.hint))}</span>` : nothing}
        ${problem.fix
          ? html`<button class="button small-button" ?disabled=${!mend} @click=${() => mend?.(problem)}>
              ${problem.fix.text.trim() === "" ? "Remove it" : html`Change to <code>${problem.fix.text}</code>`}${index === first ? html`<kbd>Alt Enter</kbd>` : nothing}
            </button>`
          : nothing}
      </p>`,
    )}
  </div>`;
}
