import type { GridColumn, Shown } from "../engine/protocol.js";

const NAME: GridColumn = {
  name: "run_name",
  key: "run_name",
  kind: "attribute",
  valueType: null,
  numeric: false,
  pinned: true,
  width_px: null,
  sort: null,
  sortRank: null,
};

const DRAWING: Shown["view"]["drawing"] = {
  colourAutomatic: true,
  colourScale: "automatic",
  colourCentre: null,
  curves: false,
  bands: null,
  axesAutomatic: true,
  dropped: [],
  folded: 0,
};

/** What the page shows before the engine has answered. */
export const EMPTY_UPDATE: Shown = {
  generation: 0,
  total: 0,
  matching: 0,
  selected: 0,
  view: { filter: "", theme: "auto", colour: null, onlyDiffering: true, drawing: DRAWING, axes: [], panels: [], possiblePanels: [] },
  fragment: "",
  diagnostics: [],
  clauses: [],
  grouping: { text: "", columns: [], problems: [], groups: 0, expanded: 0, rows: 0, statistic: "mean", best: null, lines: "runs" },
  grid: { name: NAME, columns: [], foldedConstant: 0, hidden: 0 },
  columns: [],
  chips: [],
  brushProblem: null,
  sources: [],
  warnings: [],
};
