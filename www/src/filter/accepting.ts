import type { EditorView } from "@codemirror/view";

import type { CompletionOption } from "../engine/protocol.js";
import { closeList, type Suggestions } from "./suggestions.js";

/** Puts an option in. A space that it ends with is not doubled. */
export function accept(view: EditorView, { from, to }: Suggestions, option: CompletionOption): void {
  const spaced = option.insert.endsWith(" ") && view.state.sliceDoc(to, to + 1) === " ";
  const insert = spaced ? option.insert.slice(0, -1) : option.insert;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + (option.caret ?? option.insert.length) },
    userEvent: "input.complete",
    effects: closeList.of(null),
    scrollIntoView: true,
  });
}
