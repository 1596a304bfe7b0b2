//! What crosses between the page and the engine, as plain data. TypeScript types are generated from these.
//!
//! Lengths ending in `_px` are CSS pixels unless a field says otherwise; positions count rows in the current order.

mod drawing;
mod editor;
mod export;
mod grid;
mod groups;
mod history;
mod importance;
mod intent;
mod link;
mod picture;
mod pixels;
mod plot;
mod suggest;
mod update;

pub use drawing::{BandsName, ColourScaleName, Drawing};
pub use editor::{Completion, CompletionOption, Explanation, FilterClause, OptionKindName, Signature};
pub use export::{ExportForm, ExportRequest};
pub use grid::{Block, Row};
pub use groups::{BestBy, CellSummary, GoalName, GroupKey, Grouping, LinesName, NamedText, RowGroup, StatisticName, ValueCount};
pub use history::{
    BandName, HistoryHover, HistoryHoverValue, HistoryMetric, HistoryPane, HistoryPicture, HistoryRequest, HistorySettings,
    HistoryWindow, HistoryXName, SmoothingName,
};
pub use importance::{
    ImportanceAsked, ImportanceBarInfo, ImportanceMethod, ImportancePairInfo, ImportancePicture, ImportanceSettings,
};
pub use intent::{BrushEdge, ColumnKindName, Intent, Lane, ScaleName, SelectMode, SortDirection, ThemeName};
pub use link::LinkParts;
pub use picture::{AxisInfo, BrushBox, Hover, HoverValue, Palette, Picture, PictureRequest};
pub use plot::{PlotArea, PlotCellInfo, PlotPicture, PlotRole, PlotSettings, RoleTakesName};
pub use suggest::{
    SuggestChoice, SuggestFindingInfo, SuggestFormatName, SuggestInfo, SuggestParamInfo, SuggestProposalInfo, SuggestStrip,
};
pub use update::{
    AxisChoice, BrushChip, ColumnInfo, EngineError, FilterFix, FilterProblem, Grid, GridColumn, PanelInfo, PanelShownBy,
    Progress, SourceInfo, Update, ValueTypeName, ViewInfo,
};
