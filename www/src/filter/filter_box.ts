import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import type { FilterProblem } from "../engine/protocol.js";
import { FilterEditor } from "./editor.js";
import { KeptFilters } from "./kept_filters.js";
import { openKeptFilters } from "./kept_popover.js";
import { oneLine } from "./one_line.js";
import { problemList, PROBLEMS_ID } from "./problem_list.js";

const SEND_AFTER_MS = 80;
const COMPLAIN_AFTER_MS = 350;
/** A list of suggestions says more of an unfinished filter than a complaint does. */
const COMPLAIN_BESIDE_SUGGESTIONS_AFTER_MS = 1500;
const FINISH_AFTER_MS = 1500;

/** The filter: typed freely, sent to the engine shortly after each key, its problems shown at their place. */
@customElement("rl-filter")
export class FilterBox extends Part {
  @state() private text = "";
  @state() private quiet = false;
  readonly #kept = new KeptFilters();
  #editor: FilterEditor | undefined;
  /** The problems that are shown, and the text that they belong to. */
  #problems: FilterProblem[] = [];
  #problemText = "";
  #described = "";
  #sent = "";
  #sending = 0;
  /** The step ends as soon as the engine has answered. */
  #finishing = false;
  /** The user said that the filter is as wanted: it is worth keeping. */
  #keeping = false;
  #sendTimer = 0;
  #complainTimer = 0;
  #finishTimer = 0;

  override focus(): void {
    this.#editor?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#editor?.destroy();
    this.#editor = undefined;
    this.#described = "";
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { diagnostics, view } = this.session.update;
    const idle = this.#sending === 0 && this.#sendTimer === 0;
    if (idle && view.filter !== this.#sent) {
      this.#sent = view.filter;
      this.text = oneLine(view.filter);
      this.quiet = false;
    }
    const known = this.text === oneLine(view.filter);
    if (known && !this.quiet) {
      this.#problems = diagnostics;
      this.#problemText = this.text;
    } else if (this.text === "" || (known && diagnostics.every((problem) => problem.advice))) this.#problems = [];
  }

  protected override render(): TemplateResult {
    const problems = this.#problems;
    const wrong = problems.some((problem) => !problem.advice);
    const current = this.#problemText === this.text;
    return html`
      <div class="filter ${wrong ? "is-wrong" : ""}">
        <button
          class="filter-kept"
          aria-label="Recent and saved filters"
          aria-haspopup="dialog"
          aria-expanded="false"
          title="Recent and saved filters (Alt+↓)"
          @click=${() => this.#openKept()}
        >
          ${icon("search")}
        </button>
        <div class="filter-text">
          ${this.text === "" ? html`<div class="filter-placeholder" aria-hidden="true">${this.#placeholder()}</div>` : nothing}
        </div>
        ${this.text === "" ? html`<kbd class="filter-key" aria-hidden="true">/</kbd>` : this.#clearButton()}
      </div>
      ${problems.length > 0 ? problemList(problems, current ? (problem) => this.#mend(problem) : null) : nothing}
    `;
  }

  protected override updated(): void {
    const place = this.querySelector<HTMLElement>(".filter-text");
    if (!place) return;
    this.#editor ??= new FilterEditor(place, this.session, {
      onText: (text) => this.#change(text),
      onBlur: () => this.#finish({ keep: true }),
      keys: this.#keys,
    });
    this.#editor.show(this.text);
    this.#describe();
  }

  /** Tells the editor what to underline and what to say of itself. */
  #describe(): void {
    const { update } = this.session;
    const known = this.text === oneLine(update.view.filter);
    const wrong = known && update.diagnostics.some((problem) => !problem.advice);
    const shown = this.#problems.length > 0;
    const attributes = {
      "aria-label": "Filter runs",
      "aria-invalid": wrong ? "true" : "false",
      "aria-placeholder": this.#placeholder(),
      ...(shown ? { "aria-describedby": PROBLEMS_ID } : {}),
      ...(shown && wrong ? { "aria-errormessage": PROBLEMS_ID } : {}),
    };
    const underlined = this.#problemText === this.text ? this.#problems : [];
    const said = JSON.stringify([this.text, attributes, underlined]);
    if (said === this.#described) return;
    this.#described = said;
    this.#editor?.describe(attributes);
    this.#editor?.showProblems(underlined);
  }

  #clearButton(): TemplateResult {
    return html`<button class="quiet" aria-label="Clear the filter" title="Clear (Esc)" @click=${() => this.#clear()}>${icon("close")}</button>`;
  }

  #placeholder(): string {
    const columns = this.session.update.columns;
    const metric = columns.find((column) => column.kind === "metric" && column.differs !== false);
    const param = columns.find((column) => column.kind === "param" && column.differs !== false);
    const example = metric ? `${metric.name} > …` : param ? `${param.name} = '…'` : "attributes.status = 'FINISHED'";
    return `Filter runs: ${example}`;
  }

  #change(text: string): void {
    this.text = text;
    this.#finishing = false;
    this.quiet = true;
    this.#complainAfter(COMPLAIN_AFTER_MS);
    clearTimeout(this.#sendTimer);
    this.#sendTimer = window.setTimeout(() => this.#send(), SEND_AFTER_MS);
    clearTimeout(this.#finishTimer);
    this.#finishTimer = window.setTimeout(() => this.#finish(), FINISH_AFTER_MS);
  }

  #complainAfter(wait_ms: number): void {
    clearTimeout(this.#complainTimer);
    this.#complainTimer = window.setTimeout(() => {
      if (wait_ms === COMPLAIN_AFTER_MS && this.#editor?.suggests) {
        this.#complainAfter(COMPLAIN_BESIDE_SUGGESTIONS_AFTER_MS - COMPLAIN_AFTER_MS);
      } else this.quiet = false;
    }, wait_ms);
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

  #finish({ keep = false } = {}): void {
    clearTimeout(this.#finishTimer);
    this.#keeping ||= keep;
    this.#send();
    this.#finishing = this.#sending > 0;
    if (this.#finishing) return;
    this.session.finishStep();
    if (this.#keeping) this.#keep();
    this.#keeping = false;
  }

  /** Remembers the filter among the recent ones, if it is right. */
  #keep(): void {
    const { diagnostics, view } = this.session.update;
    if (view.filter === this.text && !diagnostics.some((problem) => !problem.advice)) this.#kept.remember(this.text);
  }

  #clear(): void {
    if (this.#sendTimer === 0 && this.#sending === 0) this.#keep();
    this.#editor?.replace("");
    this.quiet = false;
    this.#finish();
    this.#editor?.focus();
  }

  #mend(problem: FilterProblem): void {
    if (!problem.fix || this.#problemText !== this.text) return;
    const { start, end, text } = problem.fix;
    this.#editor?.change({ from: start, to: end, insert: text });
    this.#send();
    this.#editor?.focus();
  }

  #openKept(): void {
    const anchor = this.querySelector<HTMLElement>(".filter-kept");
    if (!anchor) return;
    const { diagnostics, view } = this.session.update;
    const right = this.text !== "" && this.text === view.filter && !diagnostics.some((problem) => !problem.advice);
    openKeptFilters(anchor, this.#kept, {
      current: right ? this.text : null,
      choose: (text) => {
        this.#editor?.replace(text);
        this.#finish({ keep: true });
        this.#editor?.focus();
      },
    });
  }

  readonly #keys = [
    { key: "Enter", shift: () => this.#enter(), run: () => this.#enter() },
    { key: "Mod-Enter", run: () => this.#enter() },
    { key: "Alt-Enter", run: () => this.#enterMending() },
    { key: "Escape", run: () => this.#escape() },
    { key: "Alt-ArrowDown", run: () => this.#enterKept() },
  ];

  #enter(): boolean {
    this.quiet = false;
    this.#finish({ keep: true });
    return true;
  }

  #enterMending(): boolean {
    this.quiet = false;
    const { diagnostics, view } = this.session.update;
    const fixable = this.text === oneLine(view.filter) ? diagnostics.find((problem) => problem.fix) : undefined;
    if (!fixable) return this.#enter();
    this.#problems = diagnostics;
    this.#problemText = this.text;
    this.#mend(fixable);
    return true;
  }

  #escape(): boolean {
    if (this.text === "") return false;
    this.#clear();
    return true;
  }

  #enterKept(): boolean {
    this.#openKept();
    return true;
  }
}
