import { type Extension, StateEffect, StateField, type Range } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";

import type { FilterProblem } from "../engine/protocol.js";

/** Shows these problems at their places, which belong to the text as it is now. */
export const showProblems = StateEffect.define<FilterProblem[]>();

interface Marked {
  problems: FilterProblem[];
  marks: DecorationSet;
}

const NONE: Marked = { problems: [], marks: Decoration.none };

const marked = StateField.define<Marked>({
  create: () => NONE,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(showProblems)) return { problems: effect.value, marks: marksOf(effect.value, transaction.newDoc.length) };
    }
    return transaction.docChanged ? NONE : value;
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

export const squiggles: Extension = marked;

/** The problem that is shown at a place, if there is one. */
export function problemAt(view: EditorView, at: number): FilterProblem | undefined {
  const { length } = view.state.doc;
  return view.state.field(marked).problems.find((problem) => {
    const { start, end } = shownPlace(problem, length);
    return start <= at && at <= end;
  });
}

function marksOf(problems: FilterProblem[], length: number): DecorationSet {
  const marks = problems.map((problem): Range<Decoration> => {
    const { start, end } = shownPlace(problem, length);
    const name = problem.advice ? "advised" : "wrong";
    if (start === end) return Decoration.widget({ widget: new Behind(name), side: 1 }).range(start);
    return Decoration.mark({ class: name }).range(start, end);
  });
  return Decoration.set(marks, true);
}

/** An empty place is shown by the character after it, or, at the end of the text, by a space behind it. */
function shownPlace({ start, end }: FilterProblem, length: number): { start: number; end: number } {
  if (end > start && start < length) return { start, end: Math.min(end, length) };
  return start >= length ? { start: length, end: length } : { start, end: start + 1 };
}

class Behind extends WidgetType {
  constructor(readonly name: string) {
    super();
  }

  override eq(other: Behind): boolean {
    return other.name === this.name;
  }

  override toDOM(): HTMLElement {
    const place = document.createElement("span");
    place.className = `behind ${this.name}`;
    return place;
  }
}
