use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, Date32Type, Date64Type, IntervalDayTimeType, IntervalYearMonthType};
use arrow_array::types::{
    DurationMicrosecondType, DurationMillisecondType, DurationNanosecondType, DurationSecondType, Time32MillisecondType,
    Time32SecondType, Time64MicrosecondType, Time64NanosecondType, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt64Type,
};
use arrow_array::{ArrayRef, Decimal128Array, Decimal256Array, PrimitiveArray};
use arrow_array::{BooleanArray, Float64Array, Int64Array};
use arrow_buffer::{IntervalDayTime, NullBuffer, i256};
use arrow_schema::{DataType, IntervalUnit, TimeUnit};
use half::f16;
use parquet::errors::ParquetError;
use runloom_table::{TextBuilder, Values};

use super::byte_column::ByteColumn;
use super::values::Physical;
use crate::convert::{hexadecimal, natural};

const JULIAN_DAY_OF_1970: i64 = 2_440_588;

/// The values of a leaf as the run table can hold them, without loss; `nulls` says which rows have one, where not all have.
///
/// # Errors
/// Where text is not UTF-8, or the type is none that the values can have.
pub(crate) fn leaf_values(values: Physical, nulls: Option<NullBuffer>, data_type: &DataType) -> Result<Values, ParquetError> {
    if *data_type == DataType::Null {
        return Ok(Values::missing(nulls.map_or(values.len(), |nulls| nulls.len())));
    }
    let rows = Rows { nulls };
    match values {
        Physical::Boolean(values) => Ok(Values::Boolean(BooleanArray::new(rows.spread(values).into(), rows.nulls))),
        Physical::Double(values) => Ok(Values::Real(Float64Array::new(rows.spread(values).into(), rows.nulls))),
        Physical::Float(values) => Ok(rows.reals(values.into_iter().map(f64::from))),
        Physical::Int32(values) => rows.int32(values, data_type),
        Physical::Int64(values) => rows.int64(values, data_type),
        Physical::Bytes(values) | Physical::Fixed(_, values) => rows.bytes(&values, data_type),
    }
}

struct Rows {
    nulls: Option<NullBuffer>,
}

impl Rows {
    /// One value a row, zeros where there is none.
    fn spread<T: Clone + Default>(&self, dense: Vec<T>) -> Vec<T> {
        let Some(nulls) = &self.nulls else { return dense };
        let mut values = vec![T::default(); nulls.len()];
        for (row, value) in nulls.valid_indices().zip(dense) {
            if let Some(place) = values.get_mut(row) {
                *place = value;
            }
        }
        values
    }

    fn reals(&self, dense: impl Iterator<Item = f64>) -> Values {
        Values::Real(Float64Array::new(self.spread(dense.collect()).into(), self.nulls.clone()))
    }

    fn integers(&self, dense: impl Iterator<Item = i64>) -> Values {
        Values::Integer(Int64Array::new(self.spread(dense.collect()).into(), self.nulls.clone()))
    }

    fn primitive<T: ArrowPrimitiveType>(&self, dense: Vec<T::Native>) -> Values {
        let array: ArrayRef = Arc::new(PrimitiveArray::<T>::new(self.spread(dense).into(), self.nulls.clone()));
        natural(&array, None)
    }

    fn int32(&self, values: Vec<i32>, data_type: &DataType) -> Result<Values, ParquetError> {
        Ok(match data_type {
            DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => {
                self.integers(values.into_iter().map(|value| i64::from(value.cast_unsigned())))
            }
            DataType::Date32 | DataType::Date64 => self.primitive::<Date32Type>(values),
            DataType::Time32(TimeUnit::Second) => self.primitive::<Time32SecondType>(values),
            DataType::Time32(_) => self.primitive::<Time32MillisecondType>(values),
            DataType::Int8 | DataType::Int16 | DataType::Int32 => self.integers(values.into_iter().map(i64::from)),
            _ => return self.int64(values.into_iter().map(i64::from).collect(), data_type),
        })
    }

    fn int64(&self, values: Vec<i64>, data_type: &DataType) -> Result<Values, ParquetError> {
        use TimeUnit::{Microsecond, Millisecond, Nanosecond, Second};
        Ok(match data_type {
            DataType::UInt64 => self.primitive::<UInt64Type>(values.into_iter().map(i64::cast_unsigned).collect()),
            DataType::Timestamp(Second, _) => self.primitive::<TimestampSecondType>(values),
            DataType::Timestamp(Millisecond, _) => self.primitive::<TimestampMillisecondType>(values),
            DataType::Timestamp(Microsecond, _) => self.primitive::<TimestampMicrosecondType>(values),
            DataType::Timestamp(Nanosecond, _) => self.primitive::<TimestampNanosecondType>(values),
            DataType::Time64(Nanosecond) => self.primitive::<Time64NanosecondType>(values),
            DataType::Time64(_) => self.primitive::<Time64MicrosecondType>(values),
            DataType::Duration(Second) => self.primitive::<DurationSecondType>(values),
            DataType::Duration(Millisecond) => self.primitive::<DurationMillisecondType>(values),
            DataType::Duration(Microsecond) => self.primitive::<DurationMicrosecondType>(values),
            DataType::Duration(Nanosecond) => self.primitive::<DurationNanosecondType>(values),
            DataType::Date64 => self.primitive::<Date64Type>(values),
            _ if scale_of(data_type).is_some() => self.decimals(values.into_iter().map(i128::from).collect(), data_type)?,
            _ => self.integers(values.into_iter()),
        })
    }

    fn bytes(&self, column: &ByteColumn, data_type: &DataType) -> Result<Values, ParquetError> {
        let values = column.values();
        match data_type {
            DataType::Float16 => {
                Ok(self.reals(values.map(|value| f64::from(f16::from_le_bytes(value.try_into().unwrap_or_default())))))
            }
            DataType::Timestamp(..) => Ok(self.primitive::<TimestampMicrosecondType>(values.map(micros_of_int96).collect())),
            DataType::Interval(IntervalUnit::YearMonth) => {
                Ok(self.primitive::<IntervalYearMonthType>(values.map(|value| words(value)[0]).collect()))
            }
            DataType::Interval(_) => {
                let parts = values.map(words).map(|[_, days, millis]| IntervalDayTime::new(days, millis));
                Ok(self.primitive::<IntervalDayTimeType>(parts.collect()))
            }
            _ if scale_of(data_type).is_some() => self.wide_decimals(values, data_type),
            _ => self.texts(column, data_type),
        }
    }

    /// Text as it is, each string looked at once; bytes that are no text in hexadecimal, all of them.
    fn texts(&self, column: &ByteColumn, data_type: &DataType) -> Result<Values, ParquetError> {
        let is_text = |code: &u32| std::str::from_utf8(column.string(*code)).is_ok();
        let text = (0..column.strings() as u32).all(|code| is_text(&code)) || column.codes().iter().all(is_text);
        if !text && matches!(data_type, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
            return Err(ParquetError::General("a text is not valid UTF-8".to_owned()));
        }
        let mut builder = TextBuilder::default();
        let mut known: Vec<Option<i32>> = vec![None; column.strings()];
        let mut push = |code: Option<u32>| {
            let Some((code, place)) = code.and_then(|code| Some((code, known.get_mut(code as usize)?))) else {
                return builder.push_code(None);
            };
            let own = place.get_or_insert_with(|| match std::str::from_utf8(column.string(code)) {
                Ok(string) if text => builder.intern(string),
                _ => builder.intern(&hexadecimal(column.string(code))),
            });
            builder.push_code(Some(*own));
        };
        let mut codes = column.codes().iter();
        match &self.nulls {
            None => codes.for_each(|code| push(Some(*code))),
            Some(nulls) => nulls.iter().for_each(|there| push(if there { codes.next().copied() } else { None })),
        }
        Ok(Values::Text(builder.finish()))
    }

    fn decimals(&self, values: Vec<i128>, data_type: &DataType) -> Result<Values, ParquetError> {
        let (precision, scale) = scale_of(data_type).unwrap_or((38, 0));
        let array = Decimal128Array::new(self.spread(values).into(), self.nulls.clone());
        let array: ArrayRef = Arc::new(array.with_precision_and_scale(precision.min(38), scale)?);
        Ok(natural(&array, None))
    }

    fn wide_decimals<'a>(
        &self,
        values: impl Iterator<Item = &'a [u8]> + Clone,
        data_type: &DataType,
    ) -> Result<Values, ParquetError> {
        let longest = values.clone().map(<[u8]>::len).max().unwrap_or(0);
        if longest <= 16 && !matches!(data_type, DataType::Decimal256(..)) {
            return self.decimals(values.map(|value| i128::from_be_bytes(widened(value))).collect(), data_type);
        }
        if longest > 32 {
            return Err(ParquetError::NYI("decimals of more than 256 bits".to_owned()));
        }
        let (precision, scale) = scale_of(data_type).unwrap_or((76, 0));
        let values: Vec<i256> = values.map(|value| i256::from_be_bytes(widened(value))).collect();
        let array = Decimal256Array::new(self.spread(values).into(), self.nulls.clone());
        let array: ArrayRef = Arc::new(array.with_precision_and_scale(precision, scale)?);
        Ok(natural(&array, None))
    }
}

/// The three 32-bit words of an interval: months, days, milliseconds.
fn words(value: &[u8]) -> [i32; 3] {
    let word = |at: usize| value.get(at..at + 4).and_then(|word| Some(i32::from_le_bytes(word.try_into().ok()?)));
    [0, 4, 8].map(|at| word(at).unwrap_or(0))
}

/// A 96-bit moment, nanoseconds of a day and the Julian day, in microseconds since 1970.
fn micros_of_int96(value: &[u8]) -> i64 {
    let nanos = value.first_chunk::<8>().map_or(0, |nanos| i64::from_le_bytes(*nanos));
    let day = value.last_chunk::<4>().map_or(0, |day| i64::from(i32::from_le_bytes(*day)));
    (day - JULIAN_DAY_OF_1970).wrapping_mul(86_400_000_000).wrapping_add(nanos / 1000)
}

/// Precision and scale of a decimal type.
fn scale_of(data_type: &DataType) -> Option<(u8, i8)> {
    match data_type {
        DataType::Decimal32(precision, scale)
        | DataType::Decimal64(precision, scale)
        | DataType::Decimal128(precision, scale)
        | DataType::Decimal256(precision, scale) => Some((*precision, *scale)),
        _ => None,
    }
}

/// A whole number in two's complement, the highest byte first, in more bytes.
fn widened<const BYTES: usize>(value: &[u8]) -> [u8; BYTES] {
    let sign = if value.first().is_some_and(|byte| byte & 0x80 != 0) { 0xff } else { 0 };
    let mut wide = [sign; BYTES];
    if let Some(place) = BYTES.checked_sub(value.len()).and_then(|from| wide.get_mut(from..)) {
        place.copy_from_slice(value);
    }
    wide
}
