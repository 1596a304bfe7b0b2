import { history, historyKeymap } from "@codemirror/commands";
import { Annotation, EditorState, Prec, StateEffect, StateField, Transaction, type ChangeSpec } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, tooltips, type KeyBinding, type Rect } from "@codemirror/view";

import { ownInstance } from "../engine/own_instance.js";
import type { FilterProblem } from "../engine/protocol.js";
import type { Session } from "../session/session.js";
import { adoptEditorStyles } from "./editor_styles.js";
import { explaining } from "./explaining.js";
import { highlighting } from "./highlighting.js";
import { keptOnOneLine, oneLine } from "./one_line.js";
import { ownEdits } from "./own_edits.js";
import { showProblems, squiggles } from "./squiggles.js";
import { suggesting } from "./suggesting.js";
import { SUGGESTION_KEYS } from "./suggestion_keys.js";
import { LIST_ID, optionId } from "./suggestion_list.js";
import { openList, suggested } from "./suggestions.js";

export interface EditorOwner {
  /** The user changed the text. */
  onText(text: string): void;
  onBlur(): void;
  /** Keys that have a meaning while no list is open. */
  keys: KeyBinding[];
}

type Attributes = Record<string, string>;

const setAttributes = StateEffect.define<Attributes>();
/** Marks a change that the user did not make here. */
const fromOutside = Annotation.define<true>();

const attributes = StateField.define<Attributes>({
  create: () => ({}),
  update: (before, { effects }) => effects.reduce((value, effect) => (effect.is(setAttributes) ? effect.value : value), before),
});

/** What the field says of itself: what its owner says, and which suggestion is chosen. */
const described = EditorView.contentAttributes.compute([attributes, suggested], (state) => {
  const list = openList(state);
  const open = list ? { "aria-controls": LIST_ID, ...(list.selected >= 0 ? { "aria-activedescendant": optionId(list.selected) } : {}) } : {};
  return { "aria-multiline": "false", "aria-autocomplete": "list", "aria-haspopup": "listbox", ...state.field(attributes), ...open };
});

const MARGIN_PX = 8;

function windowWithin(margin_px: number): () => Rect {
  return () => {
    const { clientWidth, clientHeight } = document.documentElement;
    return { left: margin_px, top: margin_px, right: clientWidth - margin_px, bottom: clientHeight - margin_px };
  };
}

adoptEditorStyles();

/** The field in which a filter is written. */
export class FilterEditor {
  readonly #view: EditorView;

  constructor(parent: HTMLElement, session: Session, owner: EditorOwner) {
    const { module } = session;
    const { extension: suggestions, ask } = suggesting(session);
    const { extension: explanations, explain, close } = explaining(session);
    const extensions = [
      Prec.highest(keymap.of(SUGGESTION_KEYS)),
      keymap.of([
        { key: "Ctrl-Space", run: ask, preventDefault: true },
        { mac: "Alt-i", run: ask, preventDefault: true },
        { key: "F1", run: explain, preventDefault: true },
        { key: "Escape", run: close },
        ...owner.keys,
        ...historyKeymap,
      ]),
      history(),
      keptOnOneLine,
      ownEdits,
      EditorView.lineWrapping,
      highlightSpecialChars(),
      module ? highlighting(ownInstance(module)) : [],
      squiggles,
      tooltips({ tooltipSpace: windowWithin(MARGIN_PX) }),
      suggestions,
      explanations,
      attributes,
      described,
      EditorView.updateListener.of(({ docChanged, transactions, state }) => {
        if (docChanged && !transactions.some((transaction) => transaction.annotation(fromOutside))) owner.onText(state.doc.toString());
      }),
      EditorView.domEventHandlers({ blur: () => owner.onBlur() }),
    ];
    this.#view = new EditorView({ parent, state: EditorState.create({ extensions }) });
  }

  /** Shows a text that is not of the user's making here. */
  show(text: string): void {
    const shown = oneLine(text);
    const { doc } = this.#view.state;
    if (doc.toString() === shown) return;
    this.#view.dispatch({
      changes: { from: 0, to: doc.length, insert: shown },
      annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
    });
  }

  /** Changes the text for the user, who can undo it. */
  change(changes: ChangeSpec): void {
    const change = this.#view.state.changes(changes);
    this.#view.dispatch({ changes: change, selection: { anchor: change.mapPos(this.#view.state.doc.length, 1) }, userEvent: "input" });
  }

  /** Puts another text in the place of all of it. */
  replace(text: string): void {
    this.change({ from: 0, to: this.#view.state.doc.length, insert: oneLine(text) });
  }

  showProblems(problems: FilterProblem[]): void {
    this.#view.dispatch({ effects: showProblems.of(problems) });
  }

  /** Whether a list of suggestions is open. */
  get suggests(): boolean {
    return openList(this.#view.state) !== null;
  }

  /** Sets what the field says of itself to assistive technology. */
  describe(attributes: Attributes): void {
    this.#view.dispatch({ effects: setAttributes.of(attributes) });
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}
