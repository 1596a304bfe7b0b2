import { html, nothing, type TemplateResult } from "lit";

import { download } from "../chart/download.js";
import type { PanelInfo } from "../engine/protocol.js";
import { asTrouble } from "../engine/trouble.js";
import { Latest } from "../engine/latest.js";
import type { Session } from "../session/session.js";
import { chartBlock } from "./chart_block.js";
import { showQuietly } from "./quiet_frame.js";
import { insertBlock, moveBlock, type Moved } from "./text_blocks.js";

/** How long nothing is typed before what was typed is shown. */
const REST_MS = 300;

/** The texts that were begun, by session: they outlive the dialog. */
const drafts = new WeakMap<Session, string>();

/** Writes the text of a report, with what it will look like beside it. */
export class ReportEditor {
  #problem = "";
  #shown = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #session: Session;
  readonly #refresh: () => void;
  readonly #previews = new Latest<string, string | null>(
    (text) => this.#preview(text),
    (body) => {
      if (body !== null) this.#shown = body;
      this.#refresh();
      this.#show();
    },
  );

  constructor(session: Session, refresh: () => void) {
    this.#session = session;
    this.#refresh = refresh;
  }

  /** The text in Markdown; empty where none was begun. */
  get text(): string {
    return drafts.get(this.#session) ?? "";
  }

  /** Begins a text with the charts in view, unless there is one. */
  begin(title: string): void {
    if (this.text === "") {
      const charts = this.#charts().map((panel) => chartBlock(panel, this.#session.update.fragment));
      drafts.set(this.#session, [`# ${title}`, "{{ count }} runs.", ...charts].join("\n\n"));
    }
    this.#previews.ask(this.text);
  }

  content(): TemplateResult {
    const move = (label: string, icon: string, by: -1 | 1) =>
      html`<button class="quiet" aria-label=${label} title=${`${label} (Alt ${icon})`} @click=${(event: Event) => this.#move(fieldOf(event), by)}>${icon}</button>`;
    return html`<div class="editor-tools">
        <select class="field" aria-label="Insert a chart" @change=${this.#onInsert}>
          <option value="">Insert a chart…</option>
          ${this.#charts().map(({ name, title }) => html`<option value=${name}>${title}</option>`)}
        </select>
        ${move("Move this part up", "↑", -1)} ${move("Move this part down", "↓", 1)}
        <span class="header-space"></span>
        <label class="quiet editor-open">Open a text<input type="file" class="out-of-sight" accept=".md,.markdown,text/markdown,text/plain" @change=${this.#onOpen} /></label>
        <button class="quiet" @click=${() => download("report.md", new Blob([this.text], { type: "text/markdown" }))}>Save the text</button>
      </div>
      <div class="editor-panes">
        <textarea class="field editor-text" aria-label="Text" aria-invalid=${this.#problem === "" ? nothing : "true"} spellcheck="true" .value=${this.text} @input=${this.#onInput} @keydown=${this.#onKey}></textarea>
        <iframe class="editor-preview" title="Preview" sandbox="allow-same-origin" @load=${() => this.#show()}></iframe>
      </div>
      ${this.#problem === "" ? nothing : html`<p class="share-length share-failed" role="alert">${this.#problem}</p>`}`;
  }

  #charts(): PanelInfo[] {
    return this.#session.update.view.panels.filter(({ shownBy }) => shownBy !== "table" && shownBy !== "suggest");
  }

  async #preview(text: string): Promise<string | null> {
    try {
      const body = await this.#session.reportText(text);
      this.#problem = "";
      return body;
    } catch (error) {
      const { where, why } = asTrouble(error, "The text cannot be shown", "the text");
      this.#problem = `${where.charAt(0).toUpperCase()}${where.slice(1)}: ${why}`;
      return null;
    }
  }

  #show(): void {
    const frame = document.querySelector<HTMLIFrameElement>(".editor-preview");
    if (frame) showQuietly(frame, this.#shown);
  }

  #take(field: HTMLTextAreaElement, { text, cursor }: Moved): void {
    field.value = text;
    field.setSelectionRange(cursor, cursor);
    field.focus();
    this.#changed(text);
  }

  #changed(text: string): void {
    drafts.set(this.#session, text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#previews.ask(text), REST_MS);
  }

  #move(field: HTMLTextAreaElement, by: -1 | 1): void {
    this.#take(field, moveBlock(field.value, field.selectionStart, by));
  }

  readonly #onInput = (event: Event): void => this.#changed((event.target as HTMLTextAreaElement).value);

  readonly #onKey = (event: KeyboardEvent): void => {
    const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as "ArrowUp" | "ArrowDown"];
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    this.#move(event.target as HTMLTextAreaElement, by);
  };

  readonly #onInsert = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const panel = this.#charts().find(({ name }) => name === select.value);
    select.value = "";
    if (!panel) return;
    const field = fieldOf(event);
    this.#take(field, insertBlock(field.value, field.selectionStart, chartBlock(panel, this.#session.update.fragment)));
  };

  readonly #onOpen = async (event: Event): Promise<void> => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (!file) return;
    this.#take(fieldOf(event), { text: await file.text(), cursor: 0 });
  };
}

function fieldOf(event: Event): HTMLTextAreaElement {
  const field = (event.target as Element).closest(".popover")?.querySelector<HTMLTextAreaElement>(".editor-text");
  if (!field) throw new Error("the editor has no text");
  return field;
}
