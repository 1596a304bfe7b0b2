import { html, nothing, render, type TemplateResult } from "lit";
import type { EditorView, TooltipView } from "@codemirror/view";

import type { CompletionOption, OptionKind } from "../engine/protocol.js";
import { withCode } from "./marked_text.js";
import { accept } from "./accepting.js";
import { openList, type Suggestions } from "./suggestions.js";

export const LIST_ID = "filter-suggestions";

export function optionId(index: number): string {
  return `filter-suggestion-${index}`;
}

const KINDS: Record<OptionKind, { mark: string; name: string }> = {
  attribute: { mark: "a", name: "attribute" },
  param: { mark: "p", name: "param" },
  metric: { mark: "m", name: "metric" },
  tag: { mark: "t", name: "tag" },
  dataset: { mark: "d", name: "data set" },
  function: { mark: "ƒ", name: "function" },
  operator: { mark: "=", name: "operator" },
  keyword: { mark: "&", name: "word" },
  value: { mark: "·", name: "value" },
};

/** The list below the cursor, with help for the chosen option beside it. */
export function listView(view: EditorView): TooltipView {
  const dom = document.createElement("div");
  dom.className = "suggestions";
  let shown: Suggestions | null = null;
  const show = () => {
    const list = openList(view.state);
    if (!list || list === shown) return;
    shown = list;
    render(content(view, list), dom);
    dom.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  };
  dom.addEventListener("mousedown", (event) => event.preventDefault());
  show();
  return { dom, update: show };
}

function content(view: EditorView, list: Suggestions): TemplateResult {
  const typed = view.state.sliceDoc(list.from, list.to);
  const chosen = list.options[list.selected];
  return html`
    <ul id=${LIST_ID} class="suggestion-list" role="listbox" aria-label="Suggestions" tabindex="0">
      ${list.options.map((option, index) => line(view, list, option, index, typed))}
    </ul>
    ${chosen?.help
      ? html`<div id="filter-suggestion-help" class="suggestion-help">
          <p class="suggestion-whole">${chosen.label}</p>
          <p>${withCode(chosen.help)}</p>
        </div>`
      : nothing}
  `;
}

function line(view: EditorView, list: Suggestions, option: CompletionOption, index: number, typed: string): TemplateResult {
  const chosen = index === list.selected;
  const { mark, name } = KINDS[option.kind];
  return html`<li
    id=${optionId(index)}
    class="suggestion"
    role="option"
    aria-selected=${chosen}
    aria-describedby=${chosen && option.help ? "filter-suggestion-help" : nothing}
    @click=${() => accept(view, list, option)}
  >
    <span class="suggestion-mark of-${option.kind}" aria-hidden="true" title=${name}>${mark}</span>
    <span class="suggestion-label">${matching(option.label, typed)}</span>
    <span class="suggestion-detail">${option.detail}</span>
  </li>`;
}

/** A label with the part that is typed set off. */
function matching(label: string, typed: string): TemplateResult {
  const small = label.toLowerCase();
  const part = [typed, typed.slice(typed.indexOf(".") + 1)].map((text) => text.replace(/["'`]/g, "")).find((text) => small.includes(text.toLowerCase())) ?? "";
  const at = small.indexOf(part.toLowerCase());
  if (part === "" || label.length !== small.length) return html`${label}`;
  return html`${label.slice(0, at)}<b>${label.slice(at, at + part.length)}</b>${label.slice(at + part.length)}`;
}
