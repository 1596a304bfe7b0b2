import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../controls/icon.js";
import { openPopover } from "../controls/popover.js";
import type { KeptFilters, SavedFilter } from "./kept_filters.js";

interface Choosing {
  /** The filter as it is, if it is one that can be saved. */
  current: string | null;
  choose(text: string): void;
}

/** The recent and the saved filters, beside `anchor`. */
export function openKeptFilters(anchor: HTMLElement, kept: KeptFilters, { current, choose }: Choosing): void {
  let renamed: string | null = null;
  const popover = openPopover(anchor, { role: "dialog", label: "Recent and saved filters", className: "kept", content });

  function content(): TemplateResult {
    const { recent, saved } = kept;
    const savable = current !== null && !saved.some(({ text }) => text === current);
    return html`
      ${savable ? saveForm(current) : nothing}
      ${saved.length > 0
        ? html`<h3 class="menu-heading">Saved</h3>
            <ul aria-label="Saved filters">
              ${saved.map((filter) => (filter.name === renamed ? renameLine(filter) : savedLine(filter)))}
            </ul>`
        : nothing}
      ${recent.length > 0
        ? html`<div class="kept-head">
              <h3 class="menu-heading">Recent</h3>
              <button class="quiet" @click=${() => change(() => kept.forgetRecent())}>Forget these</button>
            </div>
            <ul aria-label="Recent filters">
              ${recent.map((text) => html`<li class="kept-line">${choice(text, html`<code>${text}</code>`)}</li>`)}
            </ul>`
        : nothing}
      ${recent.length === 0 && saved.length === 0 && !savable
        ? html`<p class="kept-empty">Filters that you finish with <kbd>Enter</kbd> are listed here. They stay in this browser.</p>`
        : nothing}
    `;
  }

  function saveForm(text: string): TemplateResult {
    return html`<form
      class="kept-save"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const name = nameIn(event.currentTarget) || text;
        change(() => kept.save({ name, text }));
        focusFirst();
      }}
    >
      <input class="field" name="name" aria-label="Name for this filter" placeholder="Name for this filter" autocomplete="off" maxlength="120" />
      <button class="button">Save</button>
    </form>`;
  }

  function savedLine({ name, text }: SavedFilter): TemplateResult {
    return html`<li class="kept-line">
      ${choice(text, html`<span class="kept-name">${name}</span>${name === text ? nothing : html`<code>${text}</code>`}`)}
      <button class="quiet" aria-label=${`Rename ${name}`} title="Rename" @click=${() => rename(name)}>${icon("pencil")}</button>
      <button class="quiet" aria-label=${`Remove ${name}`} title="Remove" @click=${() => change(() => kept.remove(name), true)}>${icon("close")}</button>
    </li>`;
  }

  function renameLine({ name }: SavedFilter): TemplateResult {
    const end = () => {
      renamed = null;
      popover.refresh();
      focusFirst();
    };
    return html`<li class="kept-line">
      <form
        class="kept-save"
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          const to = nameIn(event.currentTarget);
          if (to !== "") kept.rename(name, to);
          end();
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          end();
        }}
      >
        <input class="field" name="name" aria-label=${`New name for ${name}`} .value=${name} autocomplete="off" maxlength="120" />
        <button class="button">Rename</button>
      </form>
    </li>`;
  }

  function choice(text: string, label: TemplateResult): TemplateResult {
    return html`<button
      class="kept-choice"
      title=${text}
      @click=${() => {
        popover.close();
        choose(text);
      }}
    >
      ${label}
    </button>`;
  }

  function rename(name: string): void {
    renamed = name;
    popover.refresh();
    const field = popover.element.querySelector<HTMLInputElement>(".kept-line input");
    field?.focus();
    field?.select();
  }

  function change(work: () => void, refocus = false): void {
    work();
    popover.refresh();
    if (refocus || !popover.element.contains(document.activeElement)) focusFirst();
  }

  function focusFirst(): void {
    const first = popover.element.querySelector<HTMLElement>(".kept-choice") ?? popover.element.querySelector<HTMLElement>("input, button");
    first?.focus();
  }

  popover.element.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const choices = [...popover.element.querySelectorAll<HTMLElement>(".kept-choice")];
    const at = choices.indexOf((document.activeElement?.closest(".kept-line")?.querySelector(".kept-choice") ?? document.activeElement) as HTMLElement);
    choices[(at < 0 && step < 0 ? choices.length - 1 : at + step + choices.length) % choices.length]?.focus();
    event.preventDefault();
  });
  focusFirst();
}

function nameIn(form: EventTarget | null): string {
  const name = form instanceof HTMLFormElement ? new FormData(form).get("name") : null;
  return typeof name === "string" ? name.trim() : "";
}
