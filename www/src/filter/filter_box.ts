import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { sentence } from "../controls/sentence.js";
import type { FilterProblem } from "../engine/protocol.js";
import { coloured } from "./colouring.js";

const SEND_AFTER_MS = 80;
const COMPLAIN_AFTER_MS = 350;
const FINISH_AFTER_MS = 1500;

/** The filter: typed freely, sent to the engine shortly after each key, its problems shown at their place. */
@customElement("rl-filter")
export class FilterBox extends Part {
  @state() private text = "";
  @state() private quiet = false;
  #sent = "";
  #sending = 0;
  /** The step ends as soon as the engine has answered. */
  #finishing = false;
  #sendTimer = 0;
  #complainTimer = 0;
  #finishTimer = 0;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { filter } = this.session.update.view;
    const idle = this.#sending === 0 && this.#sendTimer === 0;
    if (idle && filter !== this.#sent) {
      this.#sent = filter;
      this.text = filter;
    }
  }

  protected override render(): TemplateResult {
    const current = this.text === this.session.update.view.filter;
    const problems = current ? this.session.update.diagnostics : [];
    const wrong = problems.some((problem) => !problem.advice);
    const shown = this.quiet ? [] : problems;
    return html`
      <div class="filter ${wrong && !this.quiet ? "is-wrong" : ""}">
        ${icon("search")}
        <div class="filter-text">
          <div class="filter-colours" aria-hidden="true">${coloured(this.text, shown)}</div>
          <textarea
            class="filter-field"
            rows="1"
            aria-label="Filter runs"
            aria-invalid=${wrong ? "true" : "false"}
            aria-describedby=${shown.length > 0 ? "filter-problems" : nothing}
            aria-errormessage=${wrong && shown.length > 0 ? "filter-problems" : nothing}
            placeholder=${this.#placeholder()}
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            .value=${this.text}
            @input=${this.#onInput}
            @keydown=${this.#onKey}
            @blur=${() => this.#finish()}
          ></textarea>
        </div>
        ${this.text === "" ? html`<kbd class="filter-key" aria-hidden="true">/</kbd>` : this.#clearButton()}
      </div>
      ${shown.length > 0 ? this.#problems(shown, wrong) : nothing}
    `;
  }

  #clearButton(): TemplateResult {
    return html`<button class="quiet" aria-label="Clear the filter" title="Clear (Esc)" @click=${() => this.#clear()}>${icon("close")}</button>`;
  }

  #problems(problems: FilterProblem[], wrong: boolean): TemplateResult {
    return html`<div id="filter-problems" class="filter-problems" role=${wrong ? "alert" : "note"}>
      ${problems.map(
        (problem, index) => html`<p class=${problem.advice ? "filter-advice" : "filter-problem"}>
          <span>${sentence(problem.message)}</span>
          ${problem.hint ? html`<span class="soft">${sentence(problem.hint)}</span>` : nothing}
          ${problem.fix
            ? html`<button class="button small-button" @click=${() => this.#mend(problem)}>
                Change to <code>${problem.fix.text}</code>${index === 0 ? html`<kbd>Alt Enter</kbd>` : nothing}
              </button>`
            : nothing}
        </p>`,
      )}
    </div>`;
  }

  #placeholder(): string {
    const columns = this.session.update.columns;
    const metric = columns.find((column) => column.kind === "metric" && column.differs !== false);
    const param = columns.find((column) => column.kind === "param" && column.differs !== false);
    const example = metric ? `${metric.name} > …` : param ? `${param.name} = '…'` : "attributes.status = 'FINISHED'";
    return `Filter runs: ${example}`;
  }

  readonly #onInput = (event: Event): void => {
    const field = event.target as HTMLTextAreaElement;
    const plain = field.value.replace(/[\r\n]+/g, " ");
    if (plain !== field.value) field.value = plain;
    this.#change(plain);
  };

  #change(text: string): void {
    this.text = text;
    this.#finishing = false;
    this.quiet = true;
    clearTimeout(this.#complainTimer);
    this.#complainTimer = window.setTimeout(() => {
      this.quiet = false;
    }, COMPLAIN_AFTER_MS);
    clearTimeout(this.#sendTimer);
    this.#sendTimer = window.setTimeout(() => this.#send(), SEND_AFTER_MS);
    clearTimeout(this.#finishTimer);
    this.#finishTimer = window.setTimeout(() => this.#finish(), FINISH_AFTER_MS);
  }

  #send(): void {
    clearTimeout(this.#sendTimer);
    this.#sendTimer = 0;
    if (this.text === this.#sent) return;
    this.#sent = this.text;
    this.#sending += 1;
    void this.session.apply({ type: "filter", text: this.text }, { live: true }).finally(() => {
      this.#sending -= 1;
      if (this.#sending === 0 && this.#finishing) this.#finish();
      this.requestUpdate();
    });
  }

  #finish(): void {
    clearTimeout(this.#finishTimer);
    this.#send();
    this.#finishing = this.#sending > 0;
    if (!this.#finishing) this.session.finishStep();
  }

  #clear(): void {
    this.#change("");
    this.quiet = false;
    this.#finish();
    this.querySelector("textarea")?.focus();
  }

  #mend(problem: FilterProblem): void {
    if (!problem.fix) return;
    const { start, end, text } = problem.fix;
    this.#change(this.text.slice(0, start) + text + this.text.slice(end));
    this.#send();
    this.querySelector("textarea")?.focus();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      event.preventDefault();
      this.quiet = false;
      const fixable = this.session.update.diagnostics.find((problem) => problem.fix);
      if (event.altKey && fixable) this.#mend(fixable);
      else this.#finish();
    } else if (event.key === "Escape" && this.text !== "") {
      event.preventDefault();
      this.#clear();
    }
  };
}
