use runloom_chart::{ImportanceAnswer, NoPicture, Palette};
use runloom_report::{Findings, Panel, PanelKind, ReportBody, ReportFile, ReportPicture, View, report_sheets, report_title};
use runloom_source::ParquetWriter;
use runloom_table::ColumnName;

use super::Session;
use super::chart::colours;
use super::export::written;
use crate::protocol::{EngineError, ExportForm, ExportRequest, PictureRequest};

/// As wide as pictures are in the text of a report, and as high as those are that have no height of their own.
const PICTURE_WIDTH_PX: f64 = 1000.0;
const PICTURE_HEIGHT_PX: f64 = 380.0;

impl Session {
    /// The columns that [`Session::report`] needs and that are not loaded.
    pub fn columns_for_report(&self) -> Vec<ColumnName> {
        self.not_loaded(self.runs().columns().iter().map(|column| column.name().clone()).collect())
    }

    /// The columns that [`Session::report_title`] needs and that are not loaded.
    pub fn columns_for_report_title(&self) -> Vec<ColumnName> {
        self.not_loaded(vec![ColumnName::attribute("experiment")])
    }

    /// What a report is called that is given no title.
    pub fn report_title(&self) -> String {
        report_title(self.runs(), &self.rows_of_filter())
    }

    /// A report about the runs of the filter, with the view as it is. It says what `text` does, HTML that [`ReportBody::to_html`] gave, or without one
    /// what can be told, with pictures of some panels. The template is that of the page.
    ///
    /// # Errors
    /// Why there is no such file, in words.
    pub fn report(&self, title: &str, panels: &[String], text: Option<String>, template: &str) -> Result<Vec<u8>, EngineError> {
        let rows = self.rows_of_filter();
        let sheets = report_sheets(self.dataset(), &rows).map_err(refused)?;
        let files = sheets
            .into_iter()
            .map(|(name, sheet)| Ok((format!("{name}.parquet"), written(ParquetWriter::new(&sheet).smallest())?)));
        let files = files.collect::<Result<Vec<_>, EngineError>>()?;
        let view = View {
            sources: Vec::new(),
            axes: Some(self.axes()),
            panels: Some(self.panels()),
            treat_as: Vec::new(),
            ..self.view.clone()
        };
        let body = match text {
            Some(html) => ReportBody::from_html(title, html),
            None => self.report_body(title, &rows, panels),
        };
        let file = ReportFile { title: title.to_owned(), view: view.to_fragment(), body, files };
        let html = file.to_html(Some(template)).map_err(|bad| EngineError {
            what: "The report cannot be saved".to_owned(),
            place: "report.html".to_owned(),
            why: bad.to_string(),
            hint: "Reload the page; its parts may be of different versions".to_owned(),
        })?;
        Ok(html.into_bytes())
    }

    fn rows_of_filter(&self) -> Vec<u32> {
        self.kept.in_filter.rows().map(|row| row as u32).collect()
    }

    /// What the report says and shows before it runs, and where it does not.
    fn report_body(&self, title: &str, rows: &[u32], panels: &[String]) -> ReportBody {
        let answer = self.importance_answer();
        let important: Vec<ColumnName> =
            answer.iter().flat_map(|answer| &answer.found.params).map(|param| param.name.clone()).collect();
        let findings = Findings {
            runs: self.runs(),
            rows,
            target: self.importance_question().map(|question| (question.target, question.goal)),
            importance: answer.and_then(ImportanceAnswer::heading),
            important: &important,
            next: None,
        };
        let mut body = ReportBody::new(title);
        findings.tell(&mut body);
        for panel in panels {
            if let Some(picture) = self.report_picture(panel) {
                body.picture(&picture);
            }
        }
        body.table(&findings.table());
        body
    }

    /// A chart in light and in dark; `None` where there is nothing to draw.
    pub(super) fn report_picture(&self, panel: &str) -> Option<ReportPicture> {
        let kind = Panel::read(panel)?.kind;
        let height_px = if kind == PanelKind::Importance { 0.0 } else { PICTURE_HEIGHT_PX };
        let figure = |palette: Palette| {
            let picture =
                PictureRequest { width_px: PICTURE_WIDTH_PX, height_px, device_pixel_ratio: 1.0, palette: colours(&palette) };
            self.figure(&ExportRequest { panel: panel.to_owned(), form: ExportForm::Svg, picture }).ok()
        };
        let (light, dark) = (figure(Palette::LIGHT)?, figure(Palette::DARK)?);
        ReportPicture::of_panel(kind, &light, &dark).ok()
    }
}

fn refused(refused: NoPicture) -> EngineError {
    EngineError { what: "The report cannot be saved".to_owned(), place: String::new(), why: refused.why, hint: refused.hint }
}
