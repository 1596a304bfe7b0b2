import { html, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { Part } from "../controls/part.js";
import type { PanelInfo } from "../engine/protocol.js";

const KEYS = "Enter F2 Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight Alt+Shift+ArrowUp Alt+Shift+ArrowDown Alt+Shift+ArrowLeft Alt+Shift+ArrowRight";

/** The title of a panel: dragged it moves the panel, Enter or a double click changes it. */
@customElement("rl-panel-name")
export class PanelName extends Part {
  @property({ attribute: false }) panel!: PanelInfo;
  @state() private writing = false;

  protected override render(): TemplateResult {
    const { title, kind } = this.panel;
    if (this.writing) {
      return html`<input
        class="panel-title panel-name-field"
        aria-label="Title of the panel; empty for ${kind}"
        maxlength="200"
        placeholder=${kind}
        .value=${title === kind ? "" : title}
        @keydown=${this.#onFieldKey}
        @blur=${() => this.#end(true)}
      />`;
    }
    return html`<h2 class="panel-title">
      <button class="panel-name" aria-keyshortcuts=${KEYS} title="${title} · drag to move, double click to rename" @dblclick=${this.#begin} @keydown=${this.#onKey}>${title}</button>
    </h2>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has("writing")) return;
    const field = this.querySelector("input");
    field?.focus();
    field?.select();
  }

  readonly #begin = (): void => {
    this.writing = true;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || (event.key !== "Enter" && event.key !== "F2")) return;
    event.preventDefault();
    this.writing = true;
  };

  readonly #onFieldKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    this.#end(event.key === "Enter");
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".panel-name")?.focus());
  };

  #end(take: boolean): void {
    if (!this.writing) return;
    this.writing = false;
    const { name, title, kind } = this.panel;
    const text = this.querySelector("input")?.value.trim() ?? "";
    if (take && text !== (title === kind ? "" : title)) void this.session.apply({ type: "title", panel: name, title: text });
  }
}
