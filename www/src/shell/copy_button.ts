import { html, nothing, type TemplateResult } from "lit";

/** The text that was copied last. */
let copied: string | null = null;

/** Copies a text, once there is one, and says so; where a browser refuses, its field is selected. */
export function copyButton(label: string, text: string | null, refresh: () => void): TemplateResult {
  const copy = async (event: Event) => {
    const line = (event.currentTarget as HTMLElement).parentElement;
    if (text === null) return;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      line?.querySelector<HTMLInputElement | HTMLTextAreaElement>("input, textarea")?.select();
      return;
    }
    copied = text;
    refresh();
  };
  return html`<button class="button primary" aria-disabled=${text === null ? "true" : nothing} @click=${copy}>${text !== null && copied === text ? "Copied" : label}</button>`;
}
