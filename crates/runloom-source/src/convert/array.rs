use std::fmt::Write;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType,
    DurationMicrosecondType, DurationMillisecondType, DurationNanosecondType, DurationSecondType, Float16Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, IntervalDayTimeType, IntervalMonthDayNanoType, IntervalYearMonthType,
    RunEndIndexType, Time32MillisecondType, Time32SecondType, Time64MicrosecondType, Time64NanosecondType,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, Float64Array, Int64Array, TimestampMicrosecondArray, UInt32Array, make_array};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, IntervalUnit, TimeUnit};
use runloom_table::{TextBuilder, TextValues, Values};

use super::{format_moment, json_text::write_json};
use crate::frame::Class;

/// What kind of values a type holds.
pub(crate) fn class_of(data_type: &DataType) -> Class {
    match data_type {
        DataType::Boolean => Class::Boolean,
        DataType::Timestamp(..) | DataType::Date32 | DataType::Date64 => Class::Time,
        DataType::Duration(_) => Class::Duration,
        DataType::List(_)
        | DataType::LargeList(_)
        | DataType::ListView(_)
        | DataType::LargeListView(_)
        | DataType::FixedSizeList(..)
        | DataType::Struct(_)
        | DataType::Map(..)
        | DataType::Union(..) => Class::Nested,
        DataType::Dictionary(_, values) => class_of(values),
        DataType::RunEndEncoded(_, values) => class_of(values.data_type()),
        other if other.is_numeric() => Class::Number,
        _ => Class::Text,
    }
}

/// The values of an array as the run table can hold them, without loss: whole numbers that 64 bits with a sign cannot hold, decimals and moments
/// beyond ±292,000 years become text, as do lists and maps (JSON) and times of day. Rows whose parent is missing are missing.
pub(crate) fn natural(array: &ArrayRef, parents: Option<&NullBuffer>) -> Values {
    let array = &with_parents(array, parents);
    match array.data_type() {
        DataType::Float64 => Values::Real(array.as_primitive::<Float64Type>().clone()),
        DataType::Float32 => Values::Real(Float64Array::from_unary(array.as_primitive::<Float32Type>(), f64::from)),
        DataType::Float16 => Values::Real(Float64Array::from_unary(array.as_primitive::<Float16Type>(), f64::from)),
        DataType::Int64 => Values::Integer(array.as_primitive::<Int64Type>().clone()),
        DataType::Int32 => integers::<Int32Type>(array),
        DataType::Int16 => integers::<Int16Type>(array),
        DataType::Int8 => integers::<Int8Type>(array),
        DataType::UInt32 => integers::<UInt32Type>(array),
        DataType::UInt16 => integers::<UInt16Type>(array),
        DataType::UInt8 => integers::<UInt8Type>(array),
        DataType::UInt64 => large_integers(array),
        DataType::Boolean => Values::Boolean(array.as_boolean().clone()),
        DataType::Null => Values::missing(array.len()),
        DataType::Utf8 => texts(array.as_string::<i32>().iter()),
        DataType::LargeUtf8 => texts(array.as_string::<i64>().iter()),
        DataType::Utf8View => texts(array.as_string_view().iter()),
        DataType::Binary => texts_of_bytes(array.as_binary::<i32>().iter()),
        DataType::LargeBinary => texts_of_bytes(array.as_binary::<i64>().iter()),
        DataType::BinaryView => texts_of_bytes(array.as_binary_view().iter()),
        DataType::FixedSizeBinary(_) => texts_of_bytes(array.as_fixed_size_binary().iter()),
        DataType::Decimal32(..) => decimals::<Decimal32Type>(array),
        DataType::Decimal64(..) => decimals::<Decimal64Type>(array),
        DataType::Decimal128(..) => decimals::<Decimal128Type>(array),
        DataType::Decimal256(..) => decimals::<Decimal256Type>(array),
        DataType::Dictionary(_, values) => dictionary(array, values),
        DataType::RunEndEncoded(ends, _) => runs(array, ends.data_type()),
        DataType::Timestamp(..)
        | DataType::Date32
        | DataType::Date64
        | DataType::Time32(_)
        | DataType::Time64(_)
        | DataType::Duration(_) => temporal(array),
        DataType::List(_)
        | DataType::LargeList(_)
        | DataType::ListView(_)
        | DataType::LargeListView(_)
        | DataType::FixedSizeList(..)
        | DataType::Struct(_)
        | DataType::Map(..) => nested(array),
        _ => formatted(array),
    }
}

/// Calendar intervals as Rust writes their parts; types without any text are missing.
fn formatted(array: &ArrayRef) -> Values {
    match array.data_type() {
        DataType::Interval(IntervalUnit::YearMonth) => parts::<IntervalYearMonthType>(array),
        DataType::Interval(IntervalUnit::DayTime) => parts::<IntervalDayTimeType>(array),
        DataType::Interval(IntervalUnit::MonthDayNano) => parts::<IntervalMonthDayNanoType>(array),
        _ => Values::missing(array.len()),
    }
}

fn parts<T: ArrowPrimitiveType>(array: &ArrayRef) -> Values {
    displayed(array.as_primitive::<T>().iter().map(|parts| parts.map(|parts| format!("{parts:?}"))))
}

fn with_parents(array: &ArrayRef, parents: Option<&NullBuffer>) -> ArrayRef {
    let Some(parents) = parents.filter(|parents| parents.null_count() > 0 && parents.len() == array.len()) else {
        return Arc::clone(array);
    };
    let nulls = NullBuffer::union(Some(parents), array.nulls());
    let data = array.to_data().into_builder().nulls(nulls).build();
    data.map_or_else(|_| Arc::clone(array), make_array)
}

fn integers<T: ArrowPrimitiveType>(array: &ArrayRef) -> Values
where
    T::Native: Into<i64>,
{
    Values::Integer(Int64Array::from_unary(array.as_primitive::<T>(), Into::into))
}

fn large_integers(array: &ArrayRef) -> Values {
    let array = array.as_primitive::<UInt64Type>();
    if array.iter().flatten().all(|v| i64::try_from(v).is_ok()) {
        return Values::Integer(Int64Array::from_unary(array, u64::cast_signed));
    }
    displayed(array.iter())
}

fn displayed<T: std::fmt::Display>(values: impl Iterator<Item = Option<T>>) -> Values {
    let mut builder = TextBuilder::default();
    let mut text = String::new();
    for value in values {
        text.clear();
        let written = value.map(|value| write!(text, "{value}"));
        builder.push(written.map(|_| text.as_str()));
    }
    Values::Text(builder.finish())
}

fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>) -> Values {
    Values::Text(values.collect())
}

/// Bytes as the text they are in UTF-8, or all of them in hexadecimal where one is not.
fn texts_of_bytes<'a>(values: impl Iterator<Item = Option<&'a [u8]>> + Clone) -> Values {
    if values.clone().flatten().all(|bytes| std::str::from_utf8(bytes).is_ok()) {
        return texts(values.map(|bytes| bytes.and_then(|bytes| std::str::from_utf8(bytes).ok())));
    }
    displayed(values.map(|bytes| bytes.map(hexadecimal)))
}

/// Bytes in hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn decimals<T: DecimalType>(array: &ArrayRef) -> Values {
    let array = array.as_primitive::<T>();
    displayed((0..array.len()).map(|row| array.is_valid(row).then(|| array.value_as_string(row))))
}

fn dictionary(array: &ArrayRef, values: &DataType) -> Values {
    let plain = array.as_any_dictionary_opt().filter(|_| *values == DataType::Utf8);
    let keys = plain
        .and_then(|dictionary| dictionary.keys().as_primitive_opt::<Int32Type>().zip(dictionary.values().as_string_opt::<i32>()));
    match keys {
        Some((keys, distinct)) if distinct.null_count() == 0 => Values::Text(TextValues::new(keys, distinct.clone())),
        _ => match array.as_any_dictionary_opt() {
            Some(dictionary) => gathered(array, dictionary.values().as_ref(), dictionary.keys()),
            None => formatted(array),
        },
    }
}

fn runs(array: &ArrayRef, ends: &DataType) -> Values {
    match ends {
        DataType::Int16 => runs_of::<Int16Type>(array),
        DataType::Int32 => runs_of::<Int32Type>(array),
        _ => runs_of::<Int64Type>(array),
    }
}

fn runs_of<T: RunEndIndexType>(array: &ArrayRef) -> Values {
    let Some(runs) = array.as_run_opt::<T>() else { return formatted(array) };
    let places: UInt32Array = (0..runs.len()).map(|row| u32::try_from(runs.get_physical_index(row)).ok()).collect();
    gathered(array, runs.values().as_ref(), &places)
}

/// The values that the rows point to. Values that point on to others are not followed.
fn gathered(array: &ArrayRef, values: &dyn Array, places: &dyn Array) -> Values {
    let packed = matches!(values.data_type(), DataType::Dictionary(..) | DataType::RunEndEncoded(..));
    match arrow_select::take::take(values, places, None) {
        Ok(plain) if !packed => natural(&plain, None),
        _ => formatted(array),
    }
}

fn nested(array: &ArrayRef) -> Values {
    let mut builder = TextBuilder::default();
    let mut text = String::new();
    for row in 0..array.len() {
        if array.is_null(row) {
            builder.push(None);
            continue;
        }
        text.clear();
        write_json(array.as_ref(), row, 0, &mut text);
        builder.push(Some(&text));
    }
    Values::Text(builder.finish())
}

fn temporal(array: &ArrayRef) -> Values {
    const S: i64 = 1;
    match array.data_type() {
        DataType::Timestamp(TimeUnit::Second, _) => moments::<TimestampSecondType>(array, S),
        DataType::Timestamp(TimeUnit::Millisecond, _) => moments::<TimestampMillisecondType>(array, 1000),
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            let micros = array.as_primitive::<TimestampMicrosecondType>();
            Values::Time(TimestampMicrosecondArray::new(micros.values().clone(), micros.nulls().cloned()))
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => moments::<TimestampNanosecondType>(array, 1_000_000_000),
        DataType::Date64 => moments::<Date64Type>(array, 1000),
        DataType::Date32 => {
            let days = array.as_primitive::<Date32Type>();
            moments_of(days.iter().map(|day| day.map(|day| i64::from(day) * 86_400)), 1)
        }
        DataType::Time32(TimeUnit::Second) => clocks::<Time32SecondType>(array, S),
        DataType::Time32(_) => clocks::<Time32MillisecondType>(array, 1000),
        DataType::Time64(TimeUnit::Microsecond) => clocks::<Time64MicrosecondType>(array, 1_000_000),
        DataType::Time64(_) => clocks::<Time64NanosecondType>(array, 1_000_000_000),
        DataType::Duration(unit) => durations(array, *unit),
        _ => formatted(array),
    }
}

fn moments<T: ArrowPrimitiveType>(array: &ArrayRef, per_second: i64) -> Values
where
    T::Native: Into<i64>,
{
    moments_of(array.as_primitive::<T>().iter().map(|v| v.map(Into::into)), per_second)
}

fn moments_of(counts: impl Iterator<Item = Option<i64>> + Clone, per_second: i64) -> Values {
    let micros = |count: i64| match 1_000_000 / per_second {
        0 => Some(count.div_euclid(per_second / 1_000_000)),
        factor => count.checked_mul(factor),
    };
    if counts.clone().flatten().all(|count| micros(count).is_some()) {
        return Values::Time(counts.map(|count| count.and_then(micros)).collect());
    }
    let text = |count: i64| {
        let nanos = count.rem_euclid(per_second) * (1_000_000_000 / per_second);
        format_moment(count.div_euclid(per_second), u32::try_from(nanos).unwrap_or(0))
    };
    displayed(counts.map(|count| count.map(text)))
}

fn clocks<T: ArrowPrimitiveType>(array: &ArrayRef, per_second: i64) -> Values
where
    T::Native: Into<i64>,
{
    let text = |count: i64| {
        let (seconds, fraction) = (count.div_euclid(per_second), count.rem_euclid(per_second));
        let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        let digits = per_second.ilog10() as usize;
        if fraction == 0 { clock } else { format!("{clock}.{fraction:0digits$}") }
    };
    displayed(array.as_primitive::<T>().iter().map(|v| v.map(|v| text(v.into()))))
}

fn durations(array: &ArrayRef, unit: TimeUnit) -> Values {
    fn seconds<T: ArrowPrimitiveType<Native = i64>>(array: &ArrayRef, per_second: f64) -> Values {
        Values::Real(Float64Array::from_unary(array.as_primitive::<T>(), |count| count as f64 / per_second))
    }
    match unit {
        TimeUnit::Second => seconds::<DurationSecondType>(array, 1.0),
        TimeUnit::Millisecond => seconds::<DurationMillisecondType>(array, 1e3),
        TimeUnit::Microsecond => seconds::<DurationMicrosecondType>(array, 1e6),
        TimeUnit::Nanosecond => seconds::<DurationNanosecondType>(array, 1e9),
    }
}
