import type { EditorView, KeyBinding } from "@codemirror/view";

import { accept } from "./accepting.js";
import { closeList, openList, selectOption } from "./suggestions.js";

const PAGE = 8;

/** The keys of an open list. Without one, or with nothing chosen in it, they mean what they always do. */
export const SUGGESTION_KEYS: KeyBinding[] = [
  { key: "ArrowDown", run: (view) => move(view, 1, true) },
  { key: "ArrowUp", run: (view) => move(view, -1, true) },
  { key: "PageDown", run: (view) => move(view, PAGE, false) },
  { key: "PageUp", run: (view) => move(view, -PAGE, false) },
  { key: "Tab", run: (view) => acceptChosen(view) || leave(view) },
  { key: "Enter", run: acceptChosen },
  { key: "Escape", run: close },
];

function move(view: EditorView, step: number, round: boolean): boolean {
  const list = openList(view.state);
  if (!list) return false;
  const count = list.options.length;
  const before = list.selected < 0 && step < 0 ? 0 : list.selected;
  const to = round ? (before + step + count) % count : Math.max(0, Math.min(count - 1, before + step));
  view.dispatch({ effects: selectOption.of(to) });
  return true;
}

function acceptChosen(view: EditorView): boolean {
  const list = openList(view.state);
  const option = list?.options[list.selected];
  if (!list || !option) return false;
  accept(view, list, option);
  return true;
}

/** The focus goes where it would go without a list. */
function leave(view: EditorView): boolean {
  close(view);
  return false;
}

function close(view: EditorView): boolean {
  if (!openList(view.state)) return false;
  view.dispatch({ effects: closeList.of(null) });
  return true;
}
