import type { Shown } from "../engine/protocol.js";

/** What the page shows before the engine has answered. */
export const EMPTY_UPDATE: Shown = {
  generation: 0,
  total: 0,
  matching: 0,
  selected: 0,
  view: { filter: "", theme: "auto", colour: null, onlyDiffering: true, axes: [] },
  fragment: "",
  diagnostics: [],
  grid: { columns: [], foldedConstant: 0, hidden: 0 },
  columns: [],
  chips: [],
  sources: [],
  warnings: [],
};
