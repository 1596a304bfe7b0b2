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
      const tokens = this.#tokens;
      let at = 0;
      for (const { from, to } of view.visibleRanges) {
        for (; at + 2 < tokens.length; at += 3) {
          const [start, end, mark] = [tokens[at] ?? 0, tokens[at + 1] ?? 0, MARKS[tokens[at + 2] ?? 0]];
          if (start >= to) break;
          if (mark && end > from && end > start) marks.add(start, end, mark);
        }
      }
      this.decorations = marks.finish();
    }
  }
  return ViewPlugin.fromClass(Highlighting, { decorations: (plugin) => plugin.decorations });
}
