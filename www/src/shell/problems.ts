import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { clause, sentence } from "../controls/sentence.js";
import type { Problem } from "../session/problems.js";

/** What went wrong and what happened, each until it is dismissed. What is open stays as it is. */
@customElement("rl-problems")
export class Problems extends Part {
  protected override render(): TemplateResult {
    const { problems, notice } = this.session;
    return html`
      ${problems.map((problem) => this.#card(problem))}
      ${notice === null
        ? nothing
        : html`<div class="notice" role="alert">
            <span>${notice}</span>
            <button class="quiet" aria-label="Dismiss" @click=${() => this.session.dismissNotice()}>${icon("close")}</button>
          </div>`}
    `;
  }

  #card(problem: Problem): TemplateResult {
    const { what, where, why, hint } = problem.error;
    return html`<div class="problem" role="alert">
      ${icon("warning")}
      <div class="problem-text">
        <p><strong>${sentence(what)}</strong>: ${clause(why)}.</p>
        <p class="soft problem-where">${where}</p>
        <p>${sentence(hint)}.</p>
        ${problem.remedy
          ? html`<button
              class="button"
              @click=${() => {
                this.session.dismiss(problem);
                problem.remedy?.run();
              }}
            >
              ${problem.remedy.label}
            </button>`
          : nothing}
      </div>
      <button class="quiet" aria-label="Dismiss" @click=${() => this.session.dismiss(problem)}>${icon("close")}</button>
    </div>`;
  }
}
