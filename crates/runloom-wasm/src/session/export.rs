use runloom_chart::{
    Beneath, Figure, NoPicture, ParallelChart, columns_of_runs, sheet_of_groups, sheet_of_points, sheet_of_runs,
};
use runloom_report::{Panel, PanelKind};
use runloom_source::{ParquetWriter, SourceError};
use runloom_table::{ColumnName, NotLoaded, Sheet};

use super::Session;
use crate::protocol::{EngineError, ExportForm, ExportRequest};

impl Session {
    /// The columns that [`Session::export`] needs and that are not loaded.
    pub fn columns_for_export(&self, request: &ExportRequest) -> Vec<ColumnName> {
        let panel = panel_of(request);
        let mut needed = match panel.kind {
            PanelKind::Parallel => self.columns_for_picture(),
            PanelKind::Plot(_) => self.columns_for_plot(panel),
            PanelKind::History => self.columns_for_history(),
            PanelKind::Importance | PanelKind::Suggest | PanelKind::Table => Vec::new(),
        };
        if matches!(request.form, ExportForm::Csv | ExportForm::Parquet) {
            needed.extend(self.not_loaded(columns_of_runs().into()));
        }
        needed
    }

    /// A file that holds a chart as it is in view.
    ///
    /// # Errors
    /// Why there is no such file, in words.
    pub fn export(&self, request: &ExportRequest) -> Result<Vec<u8>, EngineError> {
        let exported = match request.form {
            ExportForm::Csv => self.sheet(request).map(|sheet| sheet.csv_blocks().collect::<String>().into_bytes()),
            ExportForm::Parquet => return written(ParquetWriter::new(&self.sheet(request).map_err(refused)?)),
            ExportForm::Svg => self.figure(request).and_then(|figure| figure.to_svg(Beneath::Pixels)).map(String::into_bytes),
            ExportForm::Vector => self.figure(request).and_then(|figure| figure.to_svg(Beneath::Marks)).map(String::into_bytes),
        };
        exported.map_err(refused)
    }

    pub(super) fn figure(&self, request: &ExportRequest) -> Result<Figure, NoPicture> {
        let panel = panel_of(request);
        match panel.kind {
            PanelKind::Parallel | PanelKind::Table => self.parallel_figure(request),
            PanelKind::Plot(_) => self.plot_figure(panel, &request.picture),
            PanelKind::History => self.history_figure(&request.picture),
            PanelKind::Importance => return self.importance_figure(&request.picture),
            PanelKind::Suggest => return Err(no_chart()),
        }
        .map_err(NoPicture::from)
    }

    fn parallel_figure(&self, request: &ExportRequest) -> Result<Figure, NotLoaded> {
        let spec = self.parallel_spec(&request.picture);
        if let Some(drawn) = self.chart_of_groups(&spec) {
            return Ok(drawn?.0.into_figure());
        }
        let selected = (self.selection.count() > 0).then_some(&self.selection);
        let chart = ParallelChart::build(self.runs(), &self.kept.matching, &self.kept.in_filter, selected, &spec)?;
        Ok(chart.into_figure())
    }

    /// What a chart shows.
    fn sheet(&self, request: &ExportRequest) -> Result<Sheet<'_>, NoPicture> {
        let (panel, picture) = (panel_of(request), &request.picture);
        let of_runs = |columns: &[ColumnName]| sheet_of_runs(self.runs(), columns, self.order());
        Ok(match panel.kind {
            PanelKind::Parallel | PanelKind::Table => match self.drawn_groups() {
                Some(groups) => sheet_of_groups(self.runs(), &groups, &self.parallel_spec(picture))?,
                None => of_runs(&self.parallel_spec(picture).columns())?,
            },
            PanelKind::Plot(_) => of_runs(&self.plot_shows(panel))?,
            PanelKind::Importance => self.importance_sheet()?,
            PanelKind::Suggest => return Err(no_chart()),
            PanelKind::History => sheet_of_points(self.dataset(), &self.history_spec(picture, None).metrics, self.order())?,
        })
    }
}

/// The whole file.
pub(super) fn written(mut writer: ParquetWriter<'_>) -> Result<Vec<u8>, EngineError> {
    let mut file = Vec::new();
    while let Some(block) = writer.next_block().map_err(not_written)? {
        file.extend(block);
    }
    Ok(file)
}

fn not_written(error: SourceError) -> EngineError {
    EngineError { what: error.what, place: error.place, why: error.why, hint: error.hint }
}

pub(super) fn refused(refused: NoPicture) -> EngineError {
    EngineError { what: "The chart cannot be exported".to_owned(), place: String::new(), why: refused.why, hint: refused.hint }
}

fn no_chart() -> NoPicture {
    NoPicture {
        why: "What to try next is words and tables, no chart.".to_owned(),
        hint: "Export it as a search space".to_owned(),
    }
}

fn panel_of(request: &ExportRequest) -> Panel {
    Panel::read(&request.panel).unwrap_or(PanelKind::Parallel.into())
}
