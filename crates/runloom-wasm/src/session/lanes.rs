//! The texts that stand in the lanes below an axis.

use runloom_report::{AxisScale, AxisView};
use runloom_table::{Column, Values, parse_real};

use crate::protocol::Lane;

/// Whether an axis keeps its values apart by name. The rule is that of the brushes of `runloom-chart`.
pub(super) fn is_by_name(axis: &AxisView, column: &Column) -> bool {
    match axis.scale {
        Some(scale) => scale == AxisScale::Category,
        None => column.typed().is_ok_and(|typed| !typed.value_type.is_numeric()),
    }
}

/// The different texts of a text column whose runs stand in a lane: those that are no number, or stand for none.
pub(super) fn lane_texts(axis: &AxisView, column: &Column, lane: Lane) -> Vec<String> {
    let (Ok(Values::Text(texts)), Ok(typed)) = (column.values(), column.typed()) else { return Vec::new() };
    if lane == Lane::Missing && is_by_name(axis, column) {
        return Vec::new();
    }
    let mut in_lane = vec![false; texts.distinct().iter().count()];
    for (row, code) in texts.codes().iter().enumerate() {
        let Some(code) = code else { continue };
        let stands = match typed.number_at(row) {
            None => lane == Lane::Missing,
            Some(number) => lane == Lane::Nan && number.is_nan(),
        };
        if let Some(found) = in_lane.get_mut(code as usize) {
            *found = stands;
        }
    }
    let distinct = texts.distinct().iter().flatten();
    distinct.zip(in_lane).filter(|(_, found)| *found).map(|(text, _)| text.to_owned()).collect()
}

/// Whether a text reads as a number that has a place on an axis.
pub(super) fn number_of(text: &str) -> Option<f64> {
    parse_real(text).filter(|number| !number.is_nan())
}
