import { StateEffect, StateField, type EditorState, type Transaction } from "@codemirror/state";

import type { CompletionOption, Signature } from "../engine/protocol.js";

/** What may stand at the cursor. */
export interface Suggestions {
  options: CompletionOption[];
  /** What an accepted option replaces. */
  from: number;
  to: number;
  /** The option that Tab and Enter accept; -1 while they keep their own meaning. */
  selected: number;
}

/** The call round the cursor. */
export interface Call {
  signature: Signature;
  /** Where it is shown. */
  at: number;
}

export interface Suggested {
  list: Suggestions | null;
  call: Call | null;
}

export const setSuggested = StateEffect.define<Suggested>();
export const closeList = StateEffect.define<null>();
export const selectOption = StateEffect.define<number>();

const NOTHING: Suggested = { list: null, call: null };

export const suggested = StateField.define<Suggested>({
  create: () => NOTHING,
  update(before, transaction) {
    let value = moved(before, transaction);
    for (const effect of transaction.effects) {
      if (effect.is(setSuggested)) value = effect.value;
      else if (effect.is(closeList)) value = value.list ? { ...value, list: null } : value;
      else if (effect.is(selectOption) && value.list) value = { ...value, list: { ...value.list, selected: effect.value } };
    }
    return value;
  },
});

export function openList(state: EditorState): Suggestions | null {
  return state.field(suggested).list;
}

/** While the engine thinks, a list stays that still fits what is typed. */
function moved(value: Suggested, { docChanged, selection, changes, newSelection, newDoc }: Transaction): Suggested {
  if ((!docChanged && !selection) || value === NOTHING) return value;
  let { list, call } = value;
  const at = newSelection.main.head;
  if (call) {
    const place = changes.mapPos(call.at);
    call = newSelection.main.empty && place < at && newDoc.sliceString(place, place + 1) === "(" ? { ...call, at: place } : null;
  }
  if (list) {
    const from = changes.mapPos(list.from, -1);
    const to = changes.mapPos(list.to, 1);
    const goesOn = newSelection.main.empty && from <= at && at <= to && /^[\p{L}\p{N}_.`'"/-]*$/u.test(newDoc.sliceString(from, to));
    list = goesOn && !(docChanged && at === from) ? { ...list, from, to } : null;
  }
  return list || call ? { list, call } : NOTHING;
}

/**
 * The option that is chosen when a list opens: the first where the text asks for it, none where what is typed may be
 * meant as it stands.
 */
export function firstChoice(options: CompletionOption[], typed: string): number {
  const [first] = options;
  if (!first || options.some((option) => option.insert.trim() === typed)) return -1;
  if (first.kind === "operator") return 0;
  if (first.kind === "value") return typed === "" || isOpenText(typed) ? 0 : -1;
  return typed !== "" && beginsWith(first, typed) ? 0 : -1;
}

function isOpenText(typed: string): boolean {
  const quote = typed.charAt(0);
  return (quote === "'" || quote === '"') && (typed.length === 1 || !typed.endsWith(quote));
}

/** Whether a word of the option begins with what is typed. */
function beginsWith({ label, insert }: CompletionOption, typed: string): boolean {
  const part = bare(typed);
  return [bare(label), bare(insert)].some((text) => {
    const at = text.indexOf(part);
    return at === 0 || (at > 0 && !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)));
  });
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[`'"]/g, "");
}
