import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { Part } from "../controls/part.js";
import "../dashboard/dashboard.js";
import { liveTextCharts } from "../embed/text_charts.js";
import "../filter/brush_chips.js";
import "../filter/clause_chips.js";
import "../filter/filter_box.js";
import { Session } from "../session/session.js";
import "./empty.js";
import "./header.js";
import "./intake.js";
import "./keys_dialog.js";
import type { KeysDialog } from "./keys_dialog.js";
import "./problems.js";
import { panelsButton } from "./panels.js";
import { asksForPrint, drawForPrint, printAll } from "./printing.js";
import { openingCard } from "./progress.js";
import { statusLine } from "./status_line.js";

/** The whole page. */
@customElement("rl-app")
export class App extends Part {
  override session = new Session();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#onKey);
    drawForPrint();
    void this.#start();
  }

  /** The charts of a text come after what the page itself shows. */
  async #start(): Promise<void> {
    await this.session.start();
    if (RUNLOOM_REPORT) liveTextCharts(this.session);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const { opening, update } = session;
    const open = update.sources.length > 0;
    return html`
      <nav aria-label="Skip"><a class="skip" href="#" @click=${this.#skip}>Skip to the filter</a></nav>
      <rl-header .session=${session}></rl-header>
      <main class=${open ? "main" : "main bare"}>
        <rl-problems .session=${session}></rl-problems>
        ${opening ? openingCard(opening, open ? "slim" : "large") : nothing}
        <div class=${open ? "filter-row" : "filter-row out-of-sight"}>
          ${open ? html`<rl-filter .session=${session}></rl-filter>` : nothing} ${open ? panelsButton(session) : nothing} ${statusLine(update)}
        </div>
        ${open ? this.#views() : opening || !session.started ? nothing : html`<rl-empty .session=${session}></rl-empty>`}
      </main>
      <rl-intake .session=${session}></rl-intake>
      <rl-keys .session=${session}></rl-keys>
      <p class="out-of-sight" role="log" aria-label="What happened" aria-live="polite">${session.said}</p>
    `;
  }

  #views(): TemplateResult {
    const { session } = this;
    return html`
      <div class="chip-row">
        <rl-clauses .session=${session}></rl-clauses>
        <rl-chips .session=${session}></rl-chips>
      </div>
      ${session.missingFiles.length > 0 ? this.#missing() : nothing}
      <rl-dashboard .session=${session}></rl-dashboard>
    `;
  }

  #missing(): TemplateResult {
    return html`<div class="notice">
      <span>This view also used ${this.session.missingFiles.join(", ")}. Drop it here to have it again.</span>
      <button class="quiet" @click=${() => this.session.forgetMissingFiles()}>Go on without</button>
    </div>`;
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.#focusFilter();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0] as HTMLElement;
    if (asksForPrint(event)) {
      event.preventDefault();
      void printAll();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input, textarea, [contenteditable]")) return;
    if (event.key === "/") {
      event.preventDefault();
      this.#focusFilter();
    } else if (event.key === "?") {
      event.preventDefault();
      this.querySelector<KeysDialog>("rl-keys")?.show();
    }
  };

  #focusFilter(): void {
    this.querySelector<HTMLElement>("rl-filter, rl-empty input")?.focus();
  }
}
