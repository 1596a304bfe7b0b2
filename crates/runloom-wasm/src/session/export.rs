use runloom_chart::{Beneath, Figure, NoPicture, ParallelChart};
use runloom_report::{Panel, PanelKind};
use runloom_table::{ColumnName, NotLoaded, RunTable, format_real, push_csv_field};

use super::Session;
use super::group_cells::group_name;
use crate::protocol::{EngineError, ExportForm, ExportRequest, PictureRequest};

/// The most logged points of a CSV file.
const MOST_POINTS: usize = 2_000_000;

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
        if request.form == ExportForm::Csv {
            needed.extend(self.not_loaded(names_of_runs()));
        }
        needed
    }

    /// The text of a file that holds a chart as it is in view.
    ///
    /// # Errors
    /// Why there is no such file, in words.
    pub fn export(&self, request: &ExportRequest) -> Result<String, EngineError> {
        let exported = match request.form {
            ExportForm::Csv => self.csv(request),
            ExportForm::Svg => self.figure(request).and_then(|figure| figure.to_svg(Beneath::Pixels)),
            ExportForm::Vector => self.figure(request).and_then(|figure| figure.to_svg(Beneath::Marks)),
        };
        exported.map_err(|refused| EngineError {
            what: "The chart cannot be exported".to_owned(),
            place: String::new(),
            why: refused.why,
            hint: refused.hint,
        })
    }

    fn figure(&self, request: &ExportRequest) -> Result<Figure, NoPicture> {
        let panel = panel_of(request);
        match panel.kind {
            PanelKind::Parallel | PanelKind::Table => self.parallel_figure(request),
            PanelKind::Plot(_) => self.plot_figure(panel, &request.picture),
            PanelKind::History => self.history_figure(&request.picture),
            PanelKind::Importance => return self.importance_figure(&request.picture),
        }
        .map_err(|missing| waits(&missing))
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

    fn csv(&self, request: &ExportRequest) -> Result<String, NoPicture> {
        let panel = panel_of(request);
        match panel.kind {
            PanelKind::Parallel if self.draws_groups() => self.csv_of_groups(&request.picture),
            PanelKind::Parallel | PanelKind::Table => self.csv_of_runs(&self.parallel_spec(&request.picture).columns()),
            PanelKind::Plot(_) => self.csv_of_runs(&self.plot_shows(panel)),
            PanelKind::Importance => return self.importance_csv(),
            PanelKind::History => return self.csv_of_points(&self.history_spec(&request.picture, None).metrics),
        }
        .map_err(|missing| waits(&missing))
    }

    /// The logged points of some metrics of the matching runs in order, as they were logged.
    fn csv_of_points(&self, metrics: &[String]) -> Result<String, NoPicture> {
        let (runs, history) = (self.runs(), &self.dataset().history);
        let series = || self.order().iter().flat_map(|row| metrics.iter().map(move |metric| (*row, metric)));
        let count: usize = series().map(|(row, metric)| history.of(row, metric).len()).sum();
        if count > MOST_POINTS {
            let why = format!("The runs in view have {count} points; at most {MOST_POINTS} can be exported.");
            return Err(NoPicture { why, hint: "Filter the runs, or show fewer metrics.".to_owned() });
        }
        let names = names_of_runs();
        let mut out = "run_id,run_name,metric,step,time_ms,value\n".to_owned();
        for (row, metric) in series() {
            let mut start = String::new();
            for name in &names {
                if let Some(text) =
                    runs.values(name).map_err(|missing| waits(&missing))?.and_then(|ids| ids.text_at(row as usize))
                {
                    push_csv_field(&mut start, &text);
                }
                start.push(',');
            }
            push_csv_field(&mut start, metric);
            for point in history.of(row, metric) {
                let time_ms = point.time_us.map(|time_us| format_real(time_us as f64 / 1000.0)).unwrap_or_default();
                out.extend([&start, ",", &point.step.to_string(), ",", &time_ms, ",", &format_real(point.value), "\n"]);
            }
        }
        Ok(out)
    }

    /// The matching runs in order, each with its id and its name.
    fn csv_of_runs(&self, columns: &[ColumnName]) -> Result<String, NotLoaded> {
        let mut names: Vec<ColumnName> = Vec::new();
        for name in names_of_runs().iter().chain(columns) {
            if self.runs().column(name).is_some() && !names.contains(name) {
                names.push(name.clone());
            }
        }
        let rows: Vec<usize> = self.order().iter().map(|row| *row as usize).collect();
        let mut lines = vec![String::new(); rows.len() + 1];
        append(&mut lines, self.runs(), &names, &rows)?;
        Ok(lines.concat())
    }

    /// The groups in order, each with what its runs share and how many they are.
    fn csv_of_groups(&self, request: &PictureRequest) -> Result<String, NotLoaded> {
        let spec = self.parallel_spec(request);
        let drawn = self.chart_of_groups(&spec)?.1;
        let keys = self.group_columns();
        let mut lines = vec!["group,runs,".to_owned()];
        for group in self.sorted_groups() {
            let told = self.row_group(*group as usize, &keys);
            let mut line = String::new();
            push_csv_field(&mut line, &group_name(&told));
            line.extend([",", &told.size.to_string(), ","]);
            lines.push(line);
        }
        let rows: Vec<usize> = (0..lines.len() - 1).collect();
        append(&mut lines, &drawn.table, &spec.columns(), &rows)?;
        Ok(lines.concat())
    }
}

/// Ends each line with the cells of a row, and the first with the names of the columns.
fn append(lines: &mut [String], table: &RunTable, names: &[ColumnName], rows: &[usize]) -> Result<(), NotLoaded> {
    let Some((header, lines)) = lines.split_first_mut() else { return Ok(()) };
    for (at, name) in names.iter().enumerate() {
        let end = if at + 1 == names.len() { '\n' } else { ',' };
        push_csv_field(header, &name.to_string());
        header.push(end);
        let values = table.values(name)?;
        for (line, row) in lines.iter_mut().zip(rows) {
            if let Some(text) = values.and_then(|values| values.text_at(*row)) {
                push_csv_field(line, &text);
            }
            line.push(end);
        }
    }
    Ok(())
}

fn panel_of(request: &ExportRequest) -> Panel {
    Panel::read(&request.panel).unwrap_or(PanelKind::Parallel.into())
}

fn waits(missing: &NotLoaded) -> NoPicture {
    NoPicture { why: format!("It waits for data: {missing}."), hint: "Try again".to_owned() }
}

fn names_of_runs() -> Vec<ColumnName> {
    vec![ColumnName::attribute("run_id"), ColumnName::attribute("run_name")]
}
