import { type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

import { highlight } from "../engine/glue.js";

/** By the number that the engine gives each class. */
const MARKS = ["keyword", "operator", "prefix", "key", "text", "number", "function", "punctuation", "search", "unknown"].map((name) =>
  Decoration.mark({ class: `code-${name}` }),
);

/** Colours the text as the engine's own lexer reads it, once `ready` says that it can. */
export function highlighting(ready: Promise<void>): Extension {
  class Highlighting {
    decorations: DecorationSet = Decoration.none;
    /** Start, end and class of each token. */
    #tokens: Uint32Array = new Uint32Array();
    #ready = false;

    constructor(view: EditorView) {
      void ready.then(() => {
        this.#ready = true;
        this.#read(view);
        view.dispatch({});
      });
    }

    update({ docChanged, viewportChanged, view }: ViewUpdate): void {
      if (docChanged) this.#read(view);
      else if (viewportChanged) this.#colour(view);
    }

    #read(view: EditorView): void {
      if (!this.#ready) return;
      this.#tokens = highlight(view.state.doc.toString());
      this.#colour(view);
    }

    #colour(view: EditorView): void {
      const marks = new RangeSetBuilder<Decoration>();
      const seen = view.visibleRanges;
      for (let at = 0; at + 2 < this.#tokens.length; at += 3) {
        const [start = 0, end = 0, kind = 0] = this.#tokens.subarray(at, at + 3);
        const mark = MARKS[kind];
        if (mark && end > start && seen.some(({ from, to }) => start < to && end > from)) marks.add(start, end, mark);
      }
      this.decorations = marks.finish();
    }
  }
  return ViewPlugin.fromClass(Highlighting, { decorations: (plugin) => plugin.decorations });
}
