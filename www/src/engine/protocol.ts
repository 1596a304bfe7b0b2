/** What crosses between the page and the engine. The shapes are the engine's own (`crates/runloom-wasm/src/protocol`). */

export type ColumnKind = "attribute" | "param" | "metric" | "tag";
export type ValueType = "real" | "integer" | "boolean" | "time" | "category";
export type ScaleKind = "linear" | "log" | "category" | "time";
export type SortDirection = "asc" | "desc";
/** Where runs go that have no place on an axis. */
export type Lane = "missing" | "nan";
export type Theme = "auto" | "light" | "dark";

export interface ColumnInfo {
  name: string;
  key: string;
  kind: ColumnKind;
  valueType: ValueType | null;
  differs: boolean | null;
  missing: number | null;
  hidden: boolean;
}

export interface GridColumn {
  name: string;
  key: string;
  kind: ColumnKind;
  valueType: ValueType | null;
  numeric: boolean;
  pinned: boolean;
  width_px: number | null;
  sort: SortDirection | null;
  sortRank: number | null;
}

export interface FilterProblem {
  message: string;
  hint: string | null;
  /** Offsets in UTF-16 units. */
  start: number;
  end: number;
  /** The filter works; this is only worth knowing. */
  advice: boolean;
  fix: { start: number; end: number; text: string } | null;
}

export interface SourceInfo {
  id: number;
  name: string;
  kind: string;
  runs: number;
  historyPoints: number;
  bytes: number;
  url: string | null;
  warnings: string[];
}

export interface BrushChip {
  axis: string;
  label: string;
  interval: number | null;
  lane: Lane | null;
}

export interface ViewInfo {
  filter: string;
  theme: Theme;
  colour: string | null;
  onlyDiffering: boolean;
  axes: { column: string; scale: ScaleKind | null; inverted: boolean }[];
}

export interface Grid {
  columns: GridColumn[];
  foldedConstant: number;
  hidden: number;
}

export interface Update {
  generation: number;
  total: number;
  matching: number;
  selected: number;
  view: ViewInfo;
  fragment: string;
  diagnostics: FilterProblem[];
  /** `null` where it is as in the last update. */
  grid: Grid | null;
  /** `null` where they are as in the last update. */
  columns: ColumnInfo[] | null;
  chips: BrushChip[];
  sources: SourceInfo[];
  warnings: string[];
}

export type Intent =
  | { type: "filter"; text: string }
  | { type: "sort"; column: string; direction: SortDirection | null; add: boolean }
  | { type: "hide" | "show"; column: string }
  | { type: "showAll" }
  | { type: "pin"; column: string; pinned: boolean }
  | { type: "moveColumn"; column: string; before: string | null }
  | { type: "resizeColumn"; column: string; width_px: number }
  | { type: "onlyDiffering"; on: boolean }
  | { type: "treatAs"; column: string; kind: ColumnKind }
  | { type: "select"; positions: number[]; mode: "set" | "add" | "remove" | "toggle" }
  | { type: "selectRange"; from: number; to: number }
  | { type: "selectAll" }
  | { type: "clearSelection" }
  | { type: "brushPx"; axis: number; from_px: number; to_px: number; interval: number | null }
  | { type: "nudgeBrush"; axis: number; interval: number; edge: "low" | "high" | "both"; steps: number }
  | { type: "brushLane"; axis: number; lane: Lane; on: boolean }
  | { type: "clearBrush"; axis: string; interval: number | null; lane: Lane | null }
  | { type: "clearBrushes" }
  | { type: "setAxes"; columns: string[] }
  | { type: "addAxis"; column: string; before: number | null }
  | { type: "removeAxis"; axis: number }
  | { type: "moveAxis"; axis: number; to: number }
  | { type: "invertAxis"; axis: number }
  | { type: "scaleAxis"; axis: number; scale: ScaleKind }
  | { type: "colour"; column: string | null }
  | { type: "theme"; theme: Theme }
  | { type: "restore"; fragment: string };

export interface Row {
  /** Its place in the current order. */
  position: number;
  name: string;
  /** CSS. */
  colour: string | null;
  selected: boolean;
  /** One text a column asked for; `null` is missing. */
  cells: (string | null)[];
}

export interface RowBlock {
  generation: number;
  start: number;
  rows: Row[];
}

/** `#rrggbb` each. */
export interface Palette {
  background: string;
  panel: string;
  hairline: string;
  ink: string;
  softInk: string;
  axis: string;
  context: string;
  accent: string;
  bar: string;
}

export interface PictureRequest {
  width_px: number;
  height_px: number;
  devicePixelRatio: number;
  palette: Palette;
}

export interface BrushBox {
  top_px: number;
  bottom_px: number;
  low: string;
  high: string;
}

export interface AxisInfo {
  column: string;
  label: string;
  detail: string;
  x_px: number;
  top_px: number;
  bottom_px: number;
  missing_px: number | null;
  nan_px: number | null;
  scale: ScaleKind;
  scales: ScaleKind[];
  inverted: boolean;
  brushes: BrushBox[];
  missingBrushed: boolean;
  nanBrushed: boolean;
}

export interface Picture {
  generation: number;
  /** Device pixels. */
  width: number;
  height: number;
  width_px: number;
  height_px: number;
  /** RGBA, straight alpha. */
  pixels: Uint8Array;
  scene: Uint8Array;
  description: string;
  leftOut: string[];
  note: string | null;
  axes: AxisInfo[];
}

export interface Hover {
  position: number | null;
  name: string;
  colour: string | null;
  values: { axis: string; label: string; text: string; x_px: number; y_px: number }[];
  scene: Uint8Array;
}

export interface EngineError {
  what: string;
  where: string;
  why: string;
  hint: string;
}

export interface Progress {
  source: string;
  phase: string;
  done: number;
  total: number;
  unit: "bytes" | "rows";
}

/** An [`Update`] with everything in it: what components show. */
export interface Shown extends Update {
  grid: Grid;
  columns: ColumnInfo[];
}
