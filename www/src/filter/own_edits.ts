import { EditorView } from "@codemirror/view";

/**
 * Takes replacing and deleting out of the browser's hands.
 *
 * Chromium keeps the colour of text that it removes for what is typed next, by writing `style` attributes, which the page's
 * Content-Security-Policy refuses. Plain typing and all that an input method composes stay the browser's.
 */
export const ownEdits = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.isComposing || !event.cancelable) return false;
    const selection = document.getSelection();
    if (!selection || !view.contentDOM.contains(selection.anchorNode)) return false;
    const deletes = DELETIONS[event.inputType];
    if (deletes && selection.isCollapsed) selection.modify("extend", ...deletes);
    const range = rangeOf(selection, view);
    const insert = deletes ? "" : insertedBy(event);
    if (insert === null || range.from === range.to) return false;
    event.preventDefault();
    view.dispatch({
      changes: { ...range, insert },
      selection: { anchor: range.from + insert.length },
      userEvent: deletes ? `delete.${deletes[0]}` : "input.type",
      scrollIntoView: true,
    });
    return true;
  },
});

type Deletion = [direction: "backward" | "forward", granularity: "character" | "word" | "lineboundary"];

const DELETIONS: Record<string, Deletion> = {
  deleteContent: ["backward", "character"],
  deleteContentBackward: ["backward", "character"],
  deleteContentForward: ["forward", "character"],
  deleteWordBackward: ["backward", "word"],
  deleteWordForward: ["forward", "word"],
  deleteSoftLineBackward: ["backward", "lineboundary"],
  deleteSoftLineForward: ["forward", "lineboundary"],
  deleteHardLineBackward: ["backward", "lineboundary"],
  deleteHardLineForward: ["forward", "lineboundary"],
};

function insertedBy(event: InputEvent): string | null {
  if (event.inputType !== "insertText" && event.inputType !== "insertReplacementText") return null;
  return event.data ?? event.dataTransfer?.getData("text/plain") ?? null;
}

/** Where the browser's selection is in the text: the editor may not have heard of it yet. */
function rangeOf({ anchorNode, anchorOffset, focusNode, focusOffset }: Selection, view: EditorView): { from: number; to: number } {
  const anchor = anchorNode ? view.posAtDOM(anchorNode, anchorOffset) : 0;
  const focus = focusNode && view.contentDOM.contains(focusNode) ? view.posAtDOM(focusNode, focusOffset) : anchor;
  return { from: Math.min(anchor, focus), to: Math.max(anchor, focus) };
}
