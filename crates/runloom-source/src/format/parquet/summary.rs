use arrow_schema::{DataType, TimeUnit};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::statistics::Statistics;
use parquet::schema::types::SchemaDescriptor;
use runloom_table::ColumnSummary;

/// Statistics of writers that do not say whether they shorten values are believed up to this length.
const TRUSTED_BYTES: usize = 16;

/// What the statistics of the row groups say about a column. What they leave open stays unknown: they may be shortened, and leave NaN out.
pub(crate) fn summarise(
    metadata: &ParquetMetaData,
    leaf: usize,
    data_type: &DataType,
    descriptor: &SchemaDescriptor,
) -> ColumnSummary {
    if leaf >= descriptor.num_columns() || descriptor.column(leaf).max_rep_level() > 0 {
        return ColumnSummary::default();
    }
    let floating = matches!(data_type, DataType::Float16 | DataType::Float32 | DataType::Float64);
    let mut missing = Some(0_u64);
    let (mut unknown, mut rows, mut two_values) = (false, 0_u64, false);
    let mut value: Option<&[u8]> = None;
    let (mut min, mut max) = (None, None);
    for group in metadata.row_groups() {
        let group_rows = u64::try_from(group.num_rows()).unwrap_or(0);
        rows += group_rows;
        if group_rows == 0 {
            continue;
        }
        let Some(statistics) = group.columns().get(leaf).and_then(|chunk| chunk.statistics()) else {
            (missing, unknown) = (None, true);
            continue;
        };
        let nulls = statistics.null_count_opt().or_else(|| (descriptor.column(leaf).max_def_level() == 0).then_some(0));
        missing = missing.zip(nulls).map(|(sum, nulls)| sum + nulls);
        if nulls == Some(group_rows) {
            continue;
        }
        let (Some(low), Some(high)) = (statistics.min_bytes_opt(), statistics.max_bytes_opt()) else {
            unknown = true;
            continue;
        };
        let trusted = |bytes: &[u8], exact: bool| exact || bytes.len() < TRUSTED_BYTES;
        if low != high {
            two_values |=
                trusted(low, statistics.min_is_exact()) && trusted(high, statistics.max_is_exact()) && !same_number(statistics);
        }
        unknown |= low != high || (floating && statistics.nan_count_opt() != Some(0));
        two_values |= value.is_some_and(|value| value != low && trusted(low, statistics.min_is_exact()) && !floating);
        value = Some(low);
        if let Some((low, high)) = range_of(statistics, data_type) {
            min = Some(min.map_or(low, |min: f64| min.min(low)));
            max = Some(max.map_or(high, |max: f64| max.max(high)));
        }
    }
    let mixed = missing.is_some_and(|missing| missing > 0 && missing < rows);
    let differs = match () {
        () if mixed || two_values => Some(true),
        () if missing == Some(rows) => Some(false),
        () if !unknown && missing == Some(0) => Some(false),
        () => None,
    };
    let varies = match () {
        () if two_values => Some(true),
        () if !unknown => Some(false),
        () => None,
    };
    ColumnSummary { missing: missing.map(|missing| missing as usize), differs, varies, min, max }
}

/// Writers give 0 as -0 and +0.
fn same_number(statistics: &Statistics) -> bool {
    match statistics {
        Statistics::Double(s) => s.min_opt() == s.max_opt(),
        Statistics::Float(s) => s.min_opt() == s.max_opt(),
        _ => false,
    }
}

fn range_of(statistics: &Statistics, data_type: &DataType) -> Option<(f64, f64)> {
    let (min, max) = match (statistics, data_type) {
        (Statistics::Double(s), DataType::Float64) => (*s.min_opt()?, *s.max_opt()?),
        (Statistics::Float(s), DataType::Float32) => (f64::from(*s.min_opt()?), f64::from(*s.max_opt()?)),
        (Statistics::Int32(s), DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::UInt8 | DataType::UInt16) => {
            (f64::from(*s.min_opt()?), f64::from(*s.max_opt()?))
        }
        (Statistics::Int64(s), DataType::Int64) => (*s.min_opt()? as f64, *s.max_opt()? as f64),
        (Statistics::Int64(s), DataType::Timestamp(unit, _)) => {
            let per_ms = match unit {
                TimeUnit::Second => 0.001,
                TimeUnit::Millisecond => 1.0,
                TimeUnit::Microsecond => 1e3,
                TimeUnit::Nanosecond => 1e6,
            };
            (*s.min_opt()? as f64 / per_ms, *s.max_opt()? as f64 / per_ms)
        }
        _ => return None,
    };
    (min.is_finite() && max.is_finite()).then_some((min, max))
}
