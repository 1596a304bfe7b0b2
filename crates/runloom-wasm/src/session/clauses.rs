use runloom_chart::{AxisSpec, brush_mask};
use runloom_query::{Condition, EvaluateError, Filter, parse_filter};
use runloom_report::AxisView;
use runloom_table::{ColumnName, RowMask};

use super::Session;
use super::brush::clear;
use super::brush_of_clause::{brush_of, put_on};
use super::clause_of_brush::{clause_text, condition_of};
use crate::protocol::FilterClause;
use crate::utf16::Utf16;

/// A filter of more clauses than this has no counts: nobody reads them.
const MOST_COUNTED: usize = 50;

/// A clause of the filter in force.
#[derive(Debug)]
pub(super) struct Clause {
    filter: Filter,
    /// The runs that it alone keeps: while others are typed it is not evaluated again.
    mask: RowMask,
    /// Where it stands, in bytes.
    start: usize,
    end: usize,
    /// What a brush that says the same would be.
    brush: Option<AxisView>,
}

impl Session {
    /// The runs that a filter keeps, clause by clause where there are not too many. `known` are clauses of an earlier filter over the same runs.
    pub(super) fn filter_rows(&self, filter: &Filter, known: &[Clause]) -> Result<(RowMask, Vec<Clause>), EvaluateError> {
        let (parts, any) = match filter.condition() {
            Condition::All(parts) => (parts.len(), false),
            Condition::Any(parts) => (parts.len(), true),
            _ => (1, false),
        };
        if parts > MOST_COUNTED {
            return Ok((filter.evaluate(self.dataset())?, Vec::new()));
        }
        let mut whole: Option<RowMask> = None;
        let mut clauses = Vec::new();
        let found = filter.clauses();
        let joined_by_or = any && found.len() > 1;
        let may_be_brushed = !joined_by_or && !is_json(self.filter.in_force_text());
        for (place, clause) in found {
            let mask = match known.iter().find(|known| known.filter == clause) {
                Some(known) => known.mask.clone(),
                None => clause.evaluate(self.dataset())?,
            };
            let brush = may_be_brushed.then(|| brush_of(clause.condition(), self.runs())).flatten();
            match &mut whole {
                None => whole = Some(mask.clone()),
                Some(whole) if joined_by_or => whole.or(&mask),
                Some(whole) => whole.and(&mask),
            }
            clauses.push(Clause { filter: clause, mask, start: place.start, end: place.end, brush });
        }
        Ok((whole.map_or_else(|| filter.evaluate(self.dataset()), Ok)?, clauses))
    }

    /// The clauses of the text in the box, if it is the filter in force.
    pub(super) fn filter_clauses(&self) -> Vec<FilterClause> {
        let text = self.filter.in_force_text();
        if self.view.filter != text {
            return Vec::new();
        }
        let (mut places, axes) = (Utf16::new(text), self.axes());
        let clauses = self.kept.clauses.iter();
        clauses
            .map(|clause| FilterClause {
                start: places.units(clause.start),
                end: places.units(clause.end),
                runs: clause.mask.count(),
                brushable: self.brushed_by(clause, &axes).is_some(),
            })
            .collect()
    }

    /// The axis of a clause with the clause on it as a brush.
    fn brushed_by(&self, clause: &Clause, axes: &[AxisView]) -> Option<AxisView> {
        let brush = clause.brush.as_ref()?;
        let column = self.runs().column(&brush.column)?;
        match axes.iter().find(|axis| axis.column == brush.column) {
            Some(axis) => put_on(axis, brush, column),
            None => put_on(&AxisView::new(brush.column.clone()), brush, column),
        }
    }

    /// Turns a clause into a brush and takes it out of the text. Nothing changes where the two would not keep the same runs.
    pub(super) fn clause_to_brush(&mut self, at: usize) {
        let Some(rest) = self.without_clause(at) else { return };
        let mut axes = self.axes();
        let Some(brushed) = self.kept.clauses.get(at).and_then(|clause| self.brushed_by(clause, &axes)) else { return };
        match axes.iter_mut().find(|axis| axis.column == brushed.column) {
            Some(axis) => *axis = brushed,
            None => axes.push(brushed),
        }
        self.view.axes = Some(axes);
        self.view.brushes.clear();
        self.set_filter(&rest);
    }

    /// The text without a clause, if a brush keeps the very runs that it keeps.
    fn without_clause(&self, at: usize) -> Option<String> {
        let text = self.filter.in_force_text();
        let clauses = &self.kept.clauses;
        let clause = clauses.get(at).filter(|_| self.view.filter == text)?;
        let mut bare = self.axes();
        bare.iter_mut().for_each(clear);
        let alone = self.brushed_by(clause, &bare)?;
        if brush_mask(self.runs(), &[AxisSpec::from(&alone)]).ok()? != clause.mask {
            return None;
        }
        let cut = match (clauses.get(at + 1), at.checked_sub(1).and_then(|before| clauses.get(before))) {
            (Some(next), _) => clause.start..next.start,
            (None, Some(before)) => before.end..clause.end,
            (None, None) => return Some(String::new()),
        };
        Some(format!("{}{}", text.get(..cut.start)?, text.get(cut.end..)?))
    }

    /// Turns the brushes of an axis, or of all axes, into clauses behind the filter and takes them away. What is brushed on one axis
    /// becomes one clause: a run is kept if any of it holds.
    pub(super) fn brush_to_filter(&mut self, axis: Option<&str>) {
        let Some(text) = self.filter_to_extend() else { return };
        let name = axis.map(ColumnName::parse);
        let mut axes = self.axes();
        let mut clauses: Vec<String> = Some(text).filter(|text| !text.is_empty()).into_iter().collect();
        for axis in axes.iter_mut().filter(|axis| name.as_ref().is_none_or(|name| axis.column == *name)) {
            let column = self.runs().column(&axis.column);
            if let Some(condition) = column.and_then(|column| condition_of(axis, column)) {
                clauses.push(clause_text(&condition));
                clear(axis);
            }
        }
        let text = clauses.join(" AND ");
        if parse_filter(&text).filter.is_some() {
            self.view.axes = Some(axes);
            self.view.brushes.clear();
            self.set_filter(&text);
        }
    }

    /// The filter as text that AND can follow, empty where the filter is; `None` where it is wrong.
    pub(super) fn filter_to_extend(&self) -> Option<String> {
        let text = self.view.filter.as_str();
        let filter = parse_filter(text).filter?;
        let clauses = filter.clauses();
        let Some((last, _)) = clauses.last() else { return Some(String::new()) };
        let is_or = matches!(filter.condition(), Condition::Any(_));
        if is_json(text) {
            let canonical = filter.to_string();
            return Some(if is_or { format!("({canonical})") } else { canonical });
        }
        Some(if is_or && clauses.len() > 1 {
            format!("({})", text.trim())
        } else {
            text.get(..last.end)?.trim_start().to_owned()
        })
    }
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}
