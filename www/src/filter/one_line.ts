import { EditorState, type ChangeSpec, type Text } from "@codemirror/state";

/** A filter is one line, however long: line ends become spaces. Places stay what they were. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n]/g, " ");
}

/** Keeps what is typed, pasted or dropped on one line. */
export const keptOnOneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  return [transaction, { changes: [...lineEnds(transaction.newDoc)], sequential: true }];
});

function* lineEnds(text: Text): Generator<ChangeSpec> {
  for (let line = 1; line < text.lines; line++) {
    const at = text.line(line).to;
    yield { from: at, to: at + 1, insert: " " };
  }
}
