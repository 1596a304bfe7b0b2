import { html, render } from "lit";
import type { EditorView, TooltipView } from "@codemirror/view";

import { withCode } from "./marked_text.js";
import { suggested, type Call } from "./suggestions.js";

/** The function that the cursor is in, above it, with the argument that is being written set off. */
export function signatureView(view: EditorView): TooltipView {
  const dom = document.createElement("div");
  dom.className = "explanation signature";
  let shown: Call | null = null;
  const show = () => {
    const { call } = view.state.field(suggested);
    if (!call || call.signature === shown?.signature) return;
    shown = call;
    const { label, start, end, help } = call.signature;
    render(
      html`<p class="explanation-title">${label.slice(0, start)}<b>${label.slice(start, end)}</b>${label.slice(end)}</p>
        <p class="soft">${withCode(help)}</p>`,
      dom,
    );
  };
  show();
  return { dom, update: show };
}
