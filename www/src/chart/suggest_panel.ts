import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import { openMenu } from "../controls/menu.js";
import { Nearby } from "../controls/nearby.js";
import { Part } from "../controls/part.js";
import { pointerReleased } from "../controls/pointer_held.js";
import { Latest } from "../engine/latest.js";
import type { ImportanceSettings, PanelInfo, SuggestFindingInfo, SuggestFormat, SuggestInfo } from "../engine/protocol.js";
import { asTrouble } from "../engine/trouble.js";
import { panelHead } from "../panel/panel_head.js";
import { download } from "./download.js";
import { goalEntries, targetButton, type Asking } from "./importance_settings.js";
import { leftOut } from "./left_out.js";
import { suggestParam } from "./suggest_param.js";
import { Wanted } from "./wanted.js";

/** Work begins when nothing has changed for so long; while something is dragged it rests. */
const SETTLE_MS = 200;

const FILES: { format: SuggestFormat; label: string; aside: string; name: string; type: string }[] = [
  { format: "wandb", label: "W&B sweep", aside: "YAML", name: "what-next.yaml", type: "application/yaml" },
  { format: "optuna", label: "Optuna", aside: "Python", name: "what-next-optuna.py", type: "text/x-python" },
  { format: "ray", label: "Ray Tune", aside: "Python", name: "what-next-ray.py", type: "text/x-python" },
  { format: "json", label: "JSON", aside: "with the evidence", name: "what-next.json", type: "application/json" },
];

/** What to try next after the runs in view. It takes a while, lets everything else go first, and ends when it is out of date. */
@customElement("rl-suggest")
export class SuggestPanel extends Part {
  @property({ attribute: false }) panel!: PanelInfo;
  @state() private info: SuggestInfo | null = null;
  /** Which part of the work is done, while there is work. */
  @state() private progress: number | null = null;
  #asked = "";
  readonly #wanted = new Wanted<ImportanceSettings>();
  readonly #nearby = new Nearby(this);

  readonly #answers = new Latest<null, SuggestInfo | null>(
    () => this.#work(),
    (info) => {
      if (info) this.info = info;
      else if (!this.#answers.waits) this.#asked = "";
    },
  );

  protected override updated(): void {
    const { update, restarts } = this.session;
    const key = `${restarts}/${update.generation}`;
    if (!this.#nearby.near || update.sources.length === 0 || key === this.#asked) return;
    this.#asked = key;
    this.#answers.ask(null);
  }

  /** Settles when the panel shows the answer for the runs in view. */
  async drawn(): Promise<void> {
    await this.updateComplete;
    await this.#answers.idle();
    await this.updateComplete;
  }

  async #work(): Promise<SuggestInfo | null> {
    const known = await this.session.suggest(false);
    if (known === null || known.progress === null) return this.#end(known);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    if (!this.#answers.waits) await this.session.idle();
    for (;;) {
      await pointerReleased();
      if (!this.isConnected || this.#answers.waits) return null;
      const info = await this.session.suggest(true);
      if (info === null || info.progress === null) return this.#end(info);
      this.progress = info.progress;
    }
  }

  #end(info: SuggestInfo | null): SuggestInfo | null {
    this.progress = null;
    return info;
  }

  protected override render(): TemplateResult {
    const { info } = this;
    const asked = info?.asked;
    const facts = asked ? `for ${asked.key}, ${asked.goal === "max" ? "higher" : "lower"} is better` : "";
    const { kind, title } = this.panel;
    const words = info?.note ?? info?.headline ?? "";
    const name = words === "" ? title : `${title === kind ? kind : title}: ${words}`;
    return html`<section class="panel suggest" aria-label=${name} aria-busy=${this.progress !== null}>
      ${panelHead(this.session, this.panel, facts, info ? this.#tools(info) : nothing)}
      ${this.progress === null ? nothing : progressBar(this.progress)}
      <div class="suggest-scroll" tabindex="0" role="group" aria-label="What to try next">${this.#content(info)}</div>
      ${info && info.leftOut.length > 0 ? leftOut(info.leftOut) : nothing}
    </section>`;
  }

  #tools(info: SuggestInfo): TemplateResult {
    const change = (part: Partial<ImportanceSettings>) =>
      this.#wanted.change(info.settings, part, async (settings) => {
        await this.session.apply({ type: "importance", settings });
        await this.drawn();
      });
    const asking: Asking = { session: this.session, picture: info, change };
    return html`${targetButton(asking, "What is to become better")}
      <button class="quiet" aria-haspopup="menu" @click=${(event: Event) => openMenu(event.currentTarget as HTMLElement, "Goal", goalEntries(asking))}>
        ${info.asked?.goal === "min" ? "Lower" : "Higher"} is better${icon("down")}
      </button>
      <button class="quiet" aria-haspopup="menu" ?disabled=${info.headline === ""} @click=${(event: Event) => this.#export(event.currentTarget as HTMLElement)}>
        Export${icon("down")}
      </button>`;
  }

  #export(anchor: HTMLElement): void {
    const save = async (file: (typeof FILES)[number]) => {
      const bytes = await this.session.suggestFile(file.format);
      if (bytes !== null) download(file.name, new Blob([bytes], { type: file.type }));
    };
    const entry = (file: (typeof FILES)[number]) => ({
      label: file.label,
      aside: file.aside,
      run: () => void save(file).catch((error: unknown) => this.session.report(asTrouble(error, "The search space cannot be exported", file.label))),
    });
    openMenu(anchor, "Export the search space", [{ heading: "Search space and next configurations" }, ...FILES.map(entry)]);
  }

  #content(info: SuggestInfo | null): TemplateResult {
    if (info === null) return html`<p class="suggest-note">${this.progress === null ? "Waiting for the runs…" : "Looking for what to try next…"}</p>`;
    if (info.note !== null) return html`<p class="suggest-note">${info.note}</p>`;
    return html`<div class="suggest-findings">${info.findings.map(finding)}</div>
      <h3 class="suggest-heading">Search space <span>a click brushes the runs within</span></h3>
      <ul class="suggest-params">
        ${info.params.map((param) => suggestParam(param, () => void this.session.apply({ type: "brushSuggested", column: param.column })))}
      </ul>
      <p class="suggest-aside">${info.freezing}</p>
      ${info.proposals.length > 0 ? proposals(info) : nothing}`;
  }
}

function finding({ question, answer, sentences: [first = "", ...others] }: SuggestFindingInfo): TemplateResult {
  return html`<section class="suggest-finding">
    <h3>${question}</h3>
    <p class="suggest-answer">${answer}</p>
    <p>${first}</p>
    ${others.length === 0
      ? nothing
      : html`<details>
          <summary>Evidence</summary>
          ${others.map((sentence) => html`<p>${sentence}</p>`)}
        </details>`}
  </section>`;
}

function proposals({ columns, proposals, asked }: SuggestInfo): TemplateResult {
  return html`<h3 class="suggest-heading">Next configurations</h3>
    <div class="suggest-table" tabindex="0" role="group" aria-label="Next configurations">
      <table>
        <thead>
          <tr>
            <th scope="col" aria-label="Number"></th>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
            <th scope="col">${asked?.key ?? "target"} expected</th>
          </tr>
        </thead>
        ${proposals.map(
          ({ cells, expected, reason }, at) => html`<tbody>
            <tr>
              <th scope="row" rowspan="2">${at + 1}</th>
              ${cells.map((cell) => html`<td>${cell === "" ? html`<span class="suggest-none">–</span>` : cell}</td>`)}
              <td>${expected ?? "–"}</td>
            </tr>
            <tr>
              <td class="suggest-why" colspan=${columns.length + 1}>${reason}</td>
            </tr>
          </tbody>`,
        )}
      </table>
    </div>`;
}

function progressBar(done: number): TemplateResult {
  const percent = Math.round(done * 100);
  return html`<div class="suggest-progress" role="progressbar" aria-label="Looking for what to try next" aria-valuenow=${percent} aria-valuemin="0" aria-valuemax="100">
    <span ${css({ width: `${percent}%` })}></span>
  </div>`;
}
