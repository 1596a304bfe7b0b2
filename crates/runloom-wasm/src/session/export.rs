use runloom_chart::{Beneath, Figure, NoPicture, ParallelChart, columns_of_runs, sheet_of_points, sheet_of_runs};
use runloom_report::{Panel, PanelKind};
use runloom_source::{ParquetWriter, SourceError};
use runloom_table::{ColumnName, NotLoaded, Sheet, Values};

use super::Session;
use super::group_cells::group_name;
use crate::protocol::{EngineError, ExportForm, ExportRequest, PictureRequest, RowGroup};

impl Session {
    /// The columns that [`Session::export`] needs and that are not loaded.
    pub fn columns_for_export(&self, request: &ExportRequest) -> Vec<ColumnName> {
        let panel = panel_of(request);
        let mut needed = match panel.kind {
            PanelKind::Parallel => self.columns_for_picture(),
            PanelKind::Plot(_) => self.columns_for_plot(panel),
            PanelKind::History => self.columns_for_history(),
            PanelKind::Importance | PanelKind::Table => Vec::new(),
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
            ExportForm::Parquet => return parquet(&self.sheet(request).map_err(refused)?),
            ExportForm::Svg => self.figure(request).and_then(|figure| figure.to_svg(Beneath::Pixels)).map(String::into_bytes),
            ExportForm::Vector => self.figure(request).and_then(|figure| figure.to_svg(Beneath::Marks)).map(String::into_bytes),
        };
        exported.map_err(refused)
    }

    fn figure(&self, request: &ExportRequest) -> Result<Figure, NoPicture> {
        let panel = panel_of(request);
        match panel.kind {
            PanelKind::Parallel | PanelKind::Table => self.parallel_figure(request),
            PanelKind::Plot(_) => self.plot_figure(panel, &request.picture),
            PanelKind::History => self.history_figure(&request.picture),
            PanelKind::Importance => return self.importance_figure(&request.picture),
        }
        .map_err(NoPicture::from)
    }

    fn parallel_figure(&self, request: &ExportRequest) -> Result<Figure, NotLoaded> {
        let spec = self.parallel_spec(&request.picture);
        if self.draws_groups() {
            let mut figure = self.chart_of_groups(&spec)?.0.into_figure();
            let words = self.lines_words();
            figure.description = format!("{} {words}", figure.description);
            figure.left_out.insert(0, words);
            return Ok(figure);
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
            PanelKind::Parallel if self.draws_groups() => self.sheet_of_groups(picture)?,
            PanelKind::Parallel | PanelKind::Table => of_runs(&self.parallel_spec(picture).columns())?,
            PanelKind::Plot(_) => of_runs(&self.plot_shows(panel))?,
            PanelKind::Importance => self.importance_sheet()?,
            PanelKind::History => sheet_of_points(self.dataset(), &self.history_spec(picture, None).metrics, self.order())?,
        })
    }

    /// The groups in order, each with what its runs share and how many they are.
    fn sheet_of_groups(&self, request: &PictureRequest) -> Result<Sheet<'static>, NotLoaded> {
        let spec = self.parallel_spec(request);
        let drawn = self.chart_of_groups(&spec)?.1;
        let keys = self.group_columns();
        let groups = self.sorted_groups();
        let told: Vec<RowGroup> = groups.iter().map(|group| self.row_group(*group as usize, &keys)).collect();
        let names: Vec<String> = told.iter().map(group_name).collect();
        let mut sheet = Sheet::new((0..groups.len() as u32).collect::<Vec<_>>());
        sheet.push("group", Values::from_texts(names.iter().map(|name| Some(name.as_str()))));
        sheet.push("runs", Values::Integer(told.iter().map(|group| Some((group.size as u64).cast_signed())).collect()));
        for name in spec.columns() {
            if let Some(values) = drawn.table.values(&name)? {
                sheet.push(name.to_string(), values.clone());
            }
        }
        Ok(sheet)
    }
}

fn parquet(sheet: &Sheet<'_>) -> Result<Vec<u8>, EngineError> {
    let mut writer = ParquetWriter::new(sheet);
    let mut file = Vec::new();
    while let Some(block) = writer.next_block().map_err(not_written)? {
        file.extend(block);
    }
    Ok(file)
}

fn not_written(error: SourceError) -> EngineError {
    EngineError { what: error.what, place: error.place, why: error.why, hint: error.hint }
}

fn refused(refused: NoPicture) -> EngineError {
    EngineError { what: "The chart cannot be exported".to_owned(), place: String::new(), why: refused.why, hint: refused.hint }
}

fn panel_of(request: &ExportRequest) -> Panel {
    Panel::read(&request.panel).unwrap_or(PanelKind::Parallel.into())
}
