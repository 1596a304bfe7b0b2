/** What crosses between the page and the engine: the types that the build makes from `crates/runloom-wasm/src/protocol`. */

import type { ColumnInfo, Grid, Update } from "../../generated/runloom.js";

export type {
  AxisInfo,
  Block as RowBlock,
  BrushBox,
  BrushChip,
  ColumnInfo,
  ColumnKindName as ColumnKind,
  EngineError,
  FileHandle,
  FilterProblem,
  Grid,
  GridColumn,
  Hover,
  Intent,
  Lane,
  OnProgress,
  Palette,
  Picture,
  PictureRequest,
  Progress,
  Row,
  ScaleName as ScaleKind,
  SortDirection,
  SourceInfo,
  ThemeName as Theme,
  Update,
} from "../../generated/runloom.js";

/** An [`Update`] with everything in it: what components show. */
export interface Shown extends Update {
  grid: Grid;
  columns: ColumnInfo[];
}
