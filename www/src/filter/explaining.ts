import { html, nothing, render } from "lit";
import type { Extension } from "@codemirror/state";
import { activateHover, closeHoverTooltips, EditorView, hasHoverTooltips, hoverTooltip, type Tooltip } from "@codemirror/view";

import { sentence } from "../controls/sentence.js";
import type { Explanation, FilterProblem } from "../engine/protocol.js";
import type { Session } from "../session/session.js";
import { withCode } from "./marked_text.js";
import { problemAt } from "./squiggles.js";

const SHOW_AFTER_MS = 350;

/** What stands under the pointer: a problem, or what the engine knows of the word. The second part shows it for the cursor. */
export function explaining(session: Session): { extension: Extension; explain: (view: EditorView) => boolean; close: (view: EditorView) => boolean } {
  async function tooltipAt(view: EditorView, at: number, side: -1 | 1): Promise<Tooltip | null> {
    const { doc } = view.state;
    const problem = problemAt(view, at);
    const found = at + Math.min(side, 0) < 0 ? null : await session.explain(doc.toString(), at + Math.min(side, 0));
    if (!view.state.doc.eq(doc) || (!found && !problem)) return null;
    const pos = found?.start ?? problem?.start ?? at;
    return { pos: Math.min(pos, doc.length), end: Math.min(found?.end ?? problem?.end ?? at, doc.length), above: true, create: () => ({ dom: drawn(found, problem) }) };
  }

  const hover = hoverTooltip(tooltipAt, { hideOnChange: true, hoverTime: SHOW_AFTER_MS });

  function explain(view: EditorView): boolean {
    const { head } = view.state.selection.main;
    const behind = view.state.sliceDoc(head, head + 1);
    activateHover(view, head, /[\p{L}\p{N}_]/u.test(behind) ? 1 : -1, { until: ({ docChanged, selection }) => docChanged || selection !== undefined });
    return true;
  }

  function close(view: EditorView): boolean {
    if (!hasHoverTooltips(view.state)) return false;
    view.dispatch({ effects: closeHoverTooltips });
    return true;
  }

  const leave = EditorView.domEventHandlers({ blur: (_event, view) => void close(view) });
  return { extension: [hover, leave], explain, close };
}

function drawn(found: Explanation | null, problem: FilterProblem | undefined): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "explanation";
  dom.setAttribute("aria-live", "polite");
  render(
    html`${problem ? html`<p class=${problem.advice ? "" : "filter-wrong"}>${withCode(sentence(problem.message))}</p>` : nothing}
    ${found
      ? html`<p class="explanation-title">${withCode(found.title)}</p>
          ${found.lines.map((line) => html`<p class="soft">${withCode(line)}</p>`)}`
      : nothing}`,
    dom,
  );
  return dom;
}
