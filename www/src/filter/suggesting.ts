import type { Extension, Transaction } from "@codemirror/state";
import { EditorView, showTooltip, ViewPlugin, type ViewUpdate } from "@codemirror/view";

import { Latest } from "../engine/latest.js";
import type { Completion, CompletionOption } from "../engine/protocol.js";
import type { Session } from "../session/session.js";
import { signatureView } from "./signature.js";
import { listView } from "./suggestion_list.js";
import { closeList, firstChoice, openList, setSuggested, suggested, type Call, type Suggestions } from "./suggestions.js";

interface Question {
  text: string;
  cursor: number;
  explicit: boolean;
  /** Whether a list is wanted, or only the call round the cursor. */
  list: boolean;
}

const ASK_AFTER_MS = 25;
/** More at once than a key gives is a paste. */
const TYPED_AT_MOST = 2;

/** Asks the engine what fits while the user types: one question at a time, and of those that wait only the newest. */
class Asker {
  readonly #view: EditorView;
  readonly #latest: Latest<Question, Completion | null>;
  #timer = 0;

  constructor(view: EditorView, session: Session) {
    this.#view = view;
    this.#latest = new Latest(
      ({ text, cursor, explicit }) => session.complete(text, cursor, explicit),
      (answer, question) => this.#show(answer, question),
    );
  }

  update({ docChanged, selectionSet, transactions, startState, state }: ViewUpdate): void {
    if (!docChanged && !selectionSet) return;
    const list = docChanged ? transactions.some((transaction) => asksForList(transaction, openList(startState) !== null)) : openList(state) !== null;
    this.#stop();
    const inCall = state.doc.sliceString(0, state.selection.main.head).includes("(");
    if (list || inCall) this.#timer = window.setTimeout(() => this.ask({ list }), ASK_AFTER_MS);
  }

  destroy(): void {
    this.#stop();
  }

  ask({ list = true, explicit = false } = {}): void {
    const { doc, selection } = this.#view.state;
    this.#latest.ask({ text: doc.toString(), cursor: selection.main.head, explicit, list });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#latest.drop();
  }

  #show(answer: Completion | null, { text, cursor, explicit, list }: Question): void {
    const { state, hasFocus } = this.#view;
    if (!hasFocus || state.selection.main.head !== cursor || state.doc.toString() !== text) return;
    const shown = answer && list ? listOf(answer, text, explicit, openList(state)) : null;
    const call: Call | null = answer?.signature ? { signature: answer.signature, at: callStart(text, cursor) } : null;
    const before = state.field(suggested);
    if (!shown && !call && !before.list && !before.call) return;
    const effects = [];
    if (shown && !before.list) effects.push(EditorView.announce.of(shown.options.length === 1 ? "1 suggestion" : `${shown.options.length} suggestions`));
    this.#view.dispatch({ effects: [setSuggested.of({ list: shown, call }), ...effects] });
  }
}

function asksForList(transaction: Transaction, isOpen: boolean): boolean {
  if (!transaction.docChanged) return false;
  if (transaction.isUserEvent("input.complete")) return true;
  if (transaction.isUserEvent("delete")) return isOpen;
  if (!transaction.isUserEvent("input.type")) return false;
  let typed = 0;
  transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    typed += inserted.length;
  });
  return typed <= TYPED_AT_MOST || transaction.isUserEvent("input.type.compose");
}

function listOf(answer: Completion, text: string, explicit: boolean, before: Suggestions | null): Suggestions | null {
  const { options, from, to } = answer;
  const typed = text.slice(from, to);
  if (options.length === 0 || (!explicit && isWhole(options, typed, text.slice(0, from)))) return null;
  const chosen = before?.options[before.selected]?.insert;
  const again = before && before.from === from && before.selected > 0 ? options.findIndex(({ insert }) => insert === chosen) : -1;
  return { options, from, to, selected: again >= 0 ? again : explicit ? 0 : firstChoice(options, typed) };
}

/** Whether what is typed needs nothing more at this place: it is an option already, or the cursor is right behind a word. */
function isWhole(options: CompletionOption[], typed: string, before: string): boolean {
  if (typed === "") return /[\p{L}\p{N}'"`)\]]$/u.test(before);
  return options.some(({ insert, kind }) => insert.trim() === typed && (kind === "value" || options.length === 1));
}

/** The parenthesis that the cursor is in, for placing what is said about it. */
function callStart(text: string, cursor: number): number {
  let depth = 0;
  for (let at = cursor - 1; at >= 0; at--) {
    if (text[at] === ")") depth += 1;
    else if (text[at] === "(" && depth-- === 0) return at;
  }
  return cursor;
}

/** Suggestions while typing. The second part asks for them at once. */
export function suggesting(session: Session): { extension: Extension; ask: (view: EditorView) => boolean } {
  const plugin = ViewPlugin.define((view) => new Asker(view, session));
  const ask = (view: EditorView) => {
    view.plugin(plugin)?.ask({ explicit: true });
    return true;
  };
  const leave = EditorView.domEventHandlers({
    blur: (_event, view) => {
      if (openList(view.state)) view.dispatch({ effects: closeList.of(null) });
    },
  });
  const list = showTooltip.compute([suggested], (state) => {
    const open = openList(state);
    return open && { pos: open.from, create: listView };
  });
  const call = showTooltip.compute([suggested], (state) => {
    const { call } = state.field(suggested);
    return call && { pos: call.at, above: true, create: signatureView };
  });
  return { extension: [suggested, list, call, plugin, leave], ask };
}
