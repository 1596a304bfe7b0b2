import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../controls/icon.js";
import { openPopover } from "../controls/popover.js";
import { plural } from "../controls/quantity.js";
import { exampleUrls, loadExamples, type Example } from "../session/examples.js";
import type { Session } from "../session/session.js";

/** The ways in, beside the button that was pressed. */
export function openAddSource(session: Session, event: Event): void {
  let examples: Example[] = [];
  const popover = openPopover(event.currentTarget as HTMLElement, {
    role: "dialog",
    label: "Add a source",
    className: "add",
    content: () => html`
      <button
        class="button primary wide"
        @click=${() => {
          popover.close();
          pickFiles(session);
        }}
      >
        ${icon("file")}<span>Choose files…</span>
      </button>
      ${urlForm((url) => {
        popover.close();
        void session.openUrls([url]);
      })}
      ${examples.length > 0
        ? html`<h2 class="menu-heading">Examples</h2>
            ${examples.map(
              (example) => html`<button
                class="menu-item"
                @click=${() => {
                  popover.close();
                  void session.openUrls(exampleUrls(example));
                }}
              >
                <span class="menu-label">${example.title}</span><span class="menu-aside">${plural(example.runs, "run")}</span>
              </button>`,
            )}`
        : nothing}
      <p class="soft small add-note">Or drop files anywhere on the page. Nothing is uploaded.</p>
    `,
  });
  void loadExamples().then((loaded) => {
    examples = loaded;
    if (popover.element.isConnected) popover.refresh();
  });
}

/** An address and a button. */
export function urlForm(open: (url: string) => void): TemplateResult {
  return html`<form
    class="url-form"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const field = (event.currentTarget as HTMLFormElement).elements.namedItem("url") as HTMLInputElement;
      if (field.value.trim() === "") field.focus();
      else open(field.value.trim());
    }}
  >
    <input
      class="field"
      name="url"
      type="text"
      inputmode="url"
      aria-label="Address of a file"
      placeholder="https://…/runs.parquet"
      spellcheck="false"
      autocomplete="off"
    />
    <button class="button">Open</button>
  </form>`;
}

/** The browser's own file dialog. */
export function pickFiles(session: Session): void {
  const picker = document.createElement("input");
  picker.type = "file";
  picker.multiple = true;
  picker.addEventListener("change", () => {
    if (picker.files && picker.files.length > 0) void session.openFiles([...picker.files]);
  });
  picker.click();
}
