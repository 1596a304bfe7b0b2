use arrow_array::{BooleanArray, Float64Array, TimestampMicrosecondArray};
use arrow_buffer::{IntervalDayTime, NullBuffer};
use arrow_schema::{DataType, IntervalUnit};
use half::f16;
use parquet::errors::ParquetError;
use runloom_table::{TextBuilder, Values};

use super::byte_column::ByteColumn;
use super::values::Physical;
use crate::convert::{decimals, displayed, hexadecimal, whole_numbers};

const JULIAN_DAY_OF_1970: i64 = 2_440_588;
const DECIMAL_BYTES: usize = 32;

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
        Physical::Int32(values) => Ok(rows.int32(values, data_type)),
        Physical::Int64(values) => Ok(rows.int64(values, data_type)),
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

    /// One value a row, or none.
    fn rows<T>(&self, dense: impl Iterator<Item = T>) -> impl Iterator<Item = Option<T>> {
        let (mut dense, nulls) = (dense.fuse(), self.nulls.as_ref());
        let mut row = 0;
        std::iter::from_fn(move || {
            let there = nulls.map_or(Some(true), |nulls| (row < nulls.len()).then(|| nulls.is_valid(row)))?;
            row += 1;
            if there { dense.next().map(Some) } else { Some(None) }
        })
    }

    fn int32(&self, values: Vec<i32>, data_type: &DataType) -> Values {
        let unsigned = matches!(data_type, DataType::UInt8 | DataType::UInt16 | DataType::UInt32);
        let wide = |value: i32| if unsigned { i64::from(value.cast_unsigned()) } else { i64::from(value) };
        let days = *data_type == DataType::Date64;
        self.int64(values.into_iter().map(wide).collect(), if days { &DataType::Date32 } else { data_type })
    }

    fn int64(&self, values: Vec<i64>, data_type: &DataType) -> Values {
        match scale_of(data_type) {
            Some(scale) => decimals(self.rows(values.into_iter().map(i64::to_le_bytes)), scale),
            None => whole_numbers(data_type, self.spread(values).into(), self.nulls.clone()),
        }
    }

    fn bytes(&self, column: &ByteColumn, data_type: &DataType) -> Result<Values, ParquetError> {
        let values = column.values();
        match data_type {
            DataType::Float16 => {
                Ok(self.reals(values.map(|value| f64::from(f16::from_le_bytes(value.try_into().unwrap_or_default())))))
            }
            DataType::Timestamp(..) => Ok(Values::Time(TimestampMicrosecondArray::new(
                self.spread(values.map(micros_of_int96).collect()).into(),
                self.nulls.clone(),
            ))),
            DataType::Interval(IntervalUnit::YearMonth) => Ok(displayed(self.rows(values.map(|value| words(value)[0])))),
            DataType::Interval(_) => {
                let parts = values.map(words).map(|[_, days, millis]| format!("{:?}", IntervalDayTime::new(days, millis)));
                Ok(displayed(self.rows(parts)))
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

    fn wide_decimals<'a>(
        &self,
        values: impl Iterator<Item = &'a [u8]> + Clone,
        data_type: &DataType,
    ) -> Result<Values, ParquetError> {
        if values.clone().any(|value| value.len() > DECIMAL_BYTES) {
            return Err(ParquetError::NYI("decimals of more than 256 bits".to_owned()));
        }
        Ok(decimals(self.rows(values.map(lowest_first)), scale_of(data_type).unwrap_or(0)))
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

/// The scale of a decimal type.
fn scale_of(data_type: &DataType) -> Option<i8> {
    match data_type {
        DataType::Decimal32(_, scale)
        | DataType::Decimal64(_, scale)
        | DataType::Decimal128(_, scale)
        | DataType::Decimal256(_, scale) => Some(*scale),
        _ => None,
    }
}

/// A whole number in two's complement, the highest byte first, as 256 bits with the lowest first.
fn lowest_first(value: &[u8]) -> [u8; DECIMAL_BYTES] {
    let sign = if value.first().is_some_and(|byte| byte & 0x80 != 0) { 0xff } else { 0 };
    let mut wide = [sign; DECIMAL_BYTES];
    wide.iter_mut().zip(value.iter().rev()).for_each(|(place, byte)| *place = *byte);
    wide
}
