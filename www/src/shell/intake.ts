import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";

/** The whole window takes dropped files and addresses, and pasted ones outside of text fields. */
@customElement("rl-intake")
export class Intake extends Part {
  @state() private over = false;
  #depth = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("dragenter", this.#enter);
    addEventListener("dragleave", this.#leave);
    addEventListener("dragover", this.#move);
    addEventListener("drop", this.#drop);
    addEventListener("paste", this.#paste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("dragenter", this.#enter);
    removeEventListener("dragleave", this.#leave);
    removeEventListener("dragover", this.#move);
    removeEventListener("drop", this.#drop);
    removeEventListener("paste", this.#paste);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.over) return nothing;
    return html`<div class="drop-over"><div class="drop-frame">${icon("drop")}<strong>Drop to open</strong></div></div>`;
  }

  readonly #enter = (event: DragEvent): void => {
    if (!carriesSource(event.dataTransfer)) return;
    event.preventDefault();
    this.#depth += 1;
    this.over = true;
  };

  readonly #leave = (): void => {
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#depth === 0) this.over = false;
  };

  readonly #move = (event: DragEvent): void => {
    if (!carriesSource(event.dataTransfer) || !event.dataTransfer) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  };

  readonly #drop = (event: DragEvent): void => {
    this.#depth = 0;
    this.over = false;
    if (!carriesSource(event.dataTransfer) || !event.dataTransfer) return;
    event.preventDefault();
    this.#take(event.dataTransfer, true);
  };

  readonly #paste = (event: ClipboardEvent): void => {
    const target = event.target as HTMLElement | null;
    const inField = (target?.closest?.("input, textarea, [contenteditable]") ?? null) !== null;
    if (!event.clipboardData || (inField && event.clipboardData.files.length === 0)) return;
    if (this.#take(event.clipboardData, false)) event.preventDefault();
  };

  #take(data: DataTransfer, dropped: boolean): boolean {
    const folders = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry?.isDirectory);
    const names = new Set(folders.map((entry) => entry?.name));
    const files = [...data.files].filter((file) => !names.has(file.name));
    for (const name of names) {
      this.session.report({
        what: "A folder cannot be opened",
        where: name ?? "",
        why: "only files can be read so far",
        hint: "Drop the files in it.",
      });
    }
    if (files.length > 0) {
      void this.session.openFiles(files);
      return true;
    }
    const text = (data.getData("text/uri-list") || data.getData("text/plain")).trim();
    const urls = text.split(/\r?\n/).filter((line) => /^https?:\/\/\S+$/.test(line));
    if (urls.length > 0) {
      void this.session.openUrls(urls);
      return true;
    }
    if (dropped && names.size === 0) {
      const hint = "Drop files, or a link to one.";
      this.session.report({ what: "That cannot be opened", where: "what was dropped", why: "it is neither a file nor an address", hint });
    }
    return names.size > 0;
  }
}

function carriesSource(data: DataTransfer | null): boolean {
  return data?.types.some((type) => type === "Files" || type === "text/uri-list") ?? false;
}
