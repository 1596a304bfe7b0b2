/** What crosses between the page and the engine: the types that the build makes from `crates/runloom-wasm/src/protocol`. */

import type { ColumnInfo, Grid, Update } from "../../generated/runloom.js";

export type {
  AxisInfo,
  Block as RowBlock,
  BrushBox,
  BrushChip,
  CellSummary,
  ColumnInfo,
  ColumnKindName as ColumnKind,
  Completion,
  CompletionOption,
  EngineError,
  Explanation,
  ExportForm,
  ExportRequest,
  FileHandle,
  FilterClause,
  FilterProblem,
  GoalName as Goal,
  Grid,
  GridColumn,
  Grouping,
  HistoryHover,
  HistoryMetric,
  HistoryPane,
  HistoryPicture,
  HistoryRequest,
  HistorySettings,
  HistoryWindow,
  Hover,
  Intent,
  Lane,
  LinesName as Lines,
  OnProgress,
  OptionKindName as OptionKind,
  Palette,
  PanelInfo,
  Picture,
  PictureRequest,
  PlotArea,
  PlotCellInfo,
  PlotPicture,
  PlotRole,
  PlotSettings,
  Progress,
  Row,
  RowGroup,
  ScaleName as ScaleKind,
  Signature,
  SortDirection,
  SourceInfo,
  StatisticName as Statistic,
  ThemeName as Theme,
  Update,
} from "../../generated/runloom.js";

/** An [`Update`] with everything in it: what components show. */
export interface Shown extends Update {
  grid: Grid;
  columns: ColumnInfo[];
}
