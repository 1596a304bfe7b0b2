import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";

const KEYS: [title: string, keys: [keys: string[], does: string][]][] = [
  [
    "Anywhere",
    [
      [["/"], "Go to the filter"],
      [["?"], "Show these keys"],
      [["Ctrl", "P"], "Print all panels, those out of view too"],
      [["Alt", "←"], "Undo, as the browser's Back does"],
    ],
  ],
  [
    "Panels, on a title",
    [
      [["Enter"], "Change it (Esc: leave it, empty: as at first)"],
      [["Alt", "↑ ↓ ← →"], "Move the panel (up and down on narrow pages)"],
      [["Alt", "Shift", "↑ ↓ ← →"], "Change its size"],
    ],
  ],
  [
    "Filter",
    [
      [["Enter"], "Take it as it stands; with a suggestion chosen, take that"],
      [["Tab"], "Take the chosen suggestion"],
      [["↑ ↓"], "Choose a suggestion"],
      [["Ctrl", "Space"], "Suggest what fits here"],
      [["F1"], "Explain what stands here"],
      [["Alt", "Enter"], "Take the proposed correction"],
      [["Alt", "↓"], "Recent and saved filters"],
      [["Esc"], "Close the suggestions, then clear the filter"],
    ],
  ],
  [
    "Parallel coordinates, on an axis",
    [
      [["Enter"], "Open its menu"],
      [["B"], "Brush it, or go to its brush"],
      [["="], "Type a brush: 0.1..0.5, >= 3, = a|b"],
      [["Alt", "← →"], "Move it"],
      [["Delete"], "Remove it; R brings the last one back"],
      [["K"], "Keep only the brushed runs, X: exclude them"],
      [["↑ ↓"], "On a brush edge: move the edge (Shift: farther, Ctrl: the whole brush), Enter: type it"],
      [["Delete"], "On a brush edge: remove the brush"],
    ],
  ],
  [
    "Scatter matrix, on a cell",
    [
      [["Enter"], "Brush its middle"],
      [["↑ ↓ ← →"], "Move the brush (Shift: widen it)"],
      [["Delete"], "Remove the brush"],
      [["O"], "Open it large, with its trend"],
    ],
  ],
  [
    "Table",
    [
      [["↑ ↓ ← →"], "Move (also Page Up, Page Down, Home, End, with Ctrl to the very ends)"],
      [["Space"], "Select the run (Shift + arrows: several)"],
      [["Ctrl", "A"], "Select all, Esc: none"],
      [["→ ←"], "On a group: show its runs, hide them (Enter: the other of both)"],
      [["Ctrl", "C"], "Copy the whole value of the cell"],
      [["Enter"], "On a header: sort (Shift: as a further key)"],
      [["M"], "On a header: its menu"],
      [["Alt", "← →"], "On a header: move the column"],
      [["Shift", "← →"], "On a header: change its width"],
    ],
  ],
];

/** The keys, on `?`. */
@customElement("rl-keys")
export class KeysDialog extends Part {
  show(): void {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  protected override render(): TemplateResult {
    const close = () => this.querySelector("dialog")?.close();
    return html`<dialog
      class="keys"
      aria-labelledby="keys-title"
      @click=${(event: Event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <div class="keys-inside">
        <div class="keys-head">
          <h2 id="keys-title" class="panel-title">Keys</h2>
          <button class="quiet" aria-label="Close" @click=${close}>${icon("close")}</button>
        </div>
        ${KEYS.map(
          ([title, keys]) => html`<h3 class="menu-heading">${title}</h3>
            <dl class="keys-list">
              ${keys.map(
                ([names, does]) => html`<dt>${names.map((name) => html`<kbd>${name}</kbd>`)}</dt>
                  <dd>${does}</dd>`,
              )}
            </dl>`,
        )}
        <p class="keys-more">What each chart shows, on real runs: <a href="gallery.html" target="_blank" rel="noopener">gallery</a>.</p>
      </div>
    </dialog>`;
  }
}
