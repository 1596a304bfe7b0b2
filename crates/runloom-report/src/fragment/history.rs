//! The metric history in a fragment.

use runloom_chart::{Band, HistoryX, Smoothing};
use runloom_table::{ColumnKind, ColumnName, format_real, parse_real};

use super::brush::{read_interval, write_interval};
use super::encode::{decode, piece};
use crate::AxisInterval;

/// A metric as its column is called.
pub(super) fn write_metric(key: &str) -> String {
    piece(&ColumnName::metric(key).to_string())
}

/// The metric that a text names, with or without `metrics.`; `None` where it names another kind of column, or nothing.
pub(super) fn read_metric(raw: &str) -> Option<String> {
    let text = decode(raw);
    let name = Some(text.trim_start()).filter(|text| !text.is_empty()).map(ColumnName::parse)?;
    matches!(name.kind, ColumnKind::Metric | ColumnKind::Attribute).then_some(name.key)
}

pub(super) fn write_x(x: &HistoryX) -> String {
    match x {
        HistoryX::Step => "step".to_owned(),
        HistoryX::Time => "time".to_owned(),
        HistoryX::Relative => "relative".to_owned(),
        HistoryX::Metric(key) => write_metric(key),
    }
}

pub(super) fn read_x(raw: &str) -> Option<HistoryX> {
    match decode(raw).trim() {
        "step" => Some(HistoryX::Step),
        "time" => Some(HistoryX::Time),
        "relative" => Some(HistoryX::Relative),
        _ => read_metric(raw).map(HistoryX::Metric),
    }
}

pub(super) fn write_smoothing(smoothing: Smoothing) -> String {
    match smoothing {
        Smoothing::None => String::new(),
        Smoothing::Ema(weight) => format!("ema:{}", format_real(weight)),
        Smoothing::Gaussian(sigma) => format!("gauss:{}", format_real(sigma)),
        Smoothing::Mean(points) => format!("mean:{points}"),
    }
}

pub(super) fn read_smoothing(raw: &str) -> Option<Smoothing> {
    let text = decode(raw);
    let (kind, amount) = text.trim().split_once(':')?;
    match kind {
        "ema" => parse_real(amount).map(Smoothing::Ema),
        "gauss" => parse_real(amount).map(Smoothing::Gaussian),
        "mean" => amount.parse().ok().map(Smoothing::Mean),
        _ => None,
    }
}

/// The word for a band.
pub(super) fn band_word(band: Band) -> &'static str {
    match band {
        Band::MinMax => "minmax",
        Band::Std => "std",
    }
}

pub(super) fn write_zoom((low, high): (f64, f64)) -> String {
    write_interval(&AxisInterval::Numeric { low, high })
}

pub(super) fn read_zoom(raw: &str) -> Option<(f64, f64)> {
    match read_interval(raw)? {
        AxisInterval::Numeric { low, high } => Some((low, high)),
        AxisInterval::Categories(_) => None,
    }
}
