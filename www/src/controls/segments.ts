import { html, type TemplateResult } from "lit";

export interface Segment<T extends string> {
  value: T;
  label: string;
  /** More words, where the label is short. */
  title?: string;
}

/** One of a few, side by side: a group of radio buttons. */
export function segments<T extends string>(label: string, all: Segment<T>[], chosen: T, choose: (value: T) => void): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=radio]")];
    const at = all.findIndex(({ value }) => value === chosen);
    const to = (at + step + all.length) % all.length;
    buttons[to]?.focus();
    const next = all[to];
    if (next) choose(next.value);
  };
  return html`<div class="segments" role="radiogroup" aria-label=${label} @keydown=${onKey}>
    ${all.map(
      ({ value, label: text, title }) => html`<button
        class="segment"
        role="radio"
        aria-checked=${value === chosen}
        tabindex=${value === chosen ? "0" : "-1"}
        title=${title ?? text}
        @click=${() => choose(value)}
      >
        ${text}
      </button>`,
    )}
  </div>`;
}
