import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { plural } from "../controls/quantity.js";
import { exampleUrls, loadExamples, type Example } from "../session/examples.js";
import { pickFiles, urlForm } from "./add_source.js";

/** What the page shows when nothing is open: the ways in. */
@customElement("rl-empty")
export class Empty extends Part {
  @state() private examples: Example[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void loadExamples().then((examples) => {
      this.examples = examples;
    });
  }

  protected override render(): TemplateResult {
    const missing = this.session.missingFiles;
    return html`<section class="empty" aria-label="Open runs">
      <h2 class="empty-title">${missing.length > 0 ? "Open these files again" : "Open the runs of your experiments"}</h2>
      <p class="empty-lead">
        ${missing.length > 0
          ? "The view in this link was made from files on a computer. A page can't open them by itself."
          : "Filter them, see them as parallel coordinates, sort and compare them. Everything stays in this browser: nothing is uploaded."}
      </p>
      ${missing.length > 0 ? html`<ul class="empty-files">${missing.map((name) => html`<li>${icon("file")}<span>${name}</span></li>`)}</ul>` : nothing}
      <div class="empty-ways">
        <button class="empty-drop" @click=${() => pickFiles(this.session)}>
          ${icon("drop")}
          <strong>Drop ${missing.length > 0 ? "them" : "files"} anywhere, or choose ${missing.length > 0 ? "them" : "files"}…</strong>
          <span class="soft">Parquet, Arrow, JSON or CSV from MLflow, W&amp;B, Optuna, or any table with one run a row</span>
        </button>
        ${urlForm((url) => void this.session.openUrls([url]))}
      </div>
      ${this.examples.length > 0
        ? html`<h3 class="empty-or">Or look at real runs first</h3>
            <ul class="empty-examples">
              ${this.examples.map(
                (example) => html`<li>
                  <button class="example" @click=${() => void this.session.openUrls(exampleUrls(example))}>
                    <strong>${example.title}</strong>
                    <span class="soft">${plural(example.runs, "run")}</span>
                    <span class="example-text">${example.description}</span>
                  </button>
                </li>`,
              )}
            </ul>`
        : nothing}
      <p class="soft small">Press <kbd>?</kbd> for the keys.</p>
    </section>`;
  }
}
