use std::fmt::Write;

use arrow_array::{Float64Array, Int64Array, TimestampMicrosecondArray};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, TimeUnit};
use runloom_table::Values;

use super::{displayed, format_moment};

/// Whole numbers as a type says they are meant, without loss: those that 64 bits with a sign cannot hold and moments beyond ±292,000 years become text,
/// as do times of day; durations become seconds. `UInt64` is given by its bits. `nulls` has as many rows as there are numbers.
pub(crate) fn whole_numbers(data_type: &DataType, numbers: ScalarBuffer<i64>, nulls: Option<NullBuffer>) -> Values {
    match data_type {
        DataType::Timestamp(TimeUnit::Microsecond, _) => Values::Time(TimestampMicrosecondArray::new(numbers, nulls)),
        DataType::Duration(unit) => {
            let per_second = per_second(*unit) as f64;
            Values::Real(Float64Array::new(numbers.iter().map(|count| *count as f64 / per_second).collect(), nulls))
        }
        _ => {
            let numbers = Int64Array::new(numbers, nulls);
            match data_type {
                DataType::UInt64 if numbers.iter().flatten().any(i64::is_negative) => {
                    displayed(numbers.iter().map(|v| v.map(i64::cast_unsigned)))
                }
                DataType::Timestamp(unit, _) => moments(numbers.iter(), per_second(*unit)),
                DataType::Date32 => moments(numbers.iter().map(|days| days.map(|days| days.saturating_mul(86_400))), 1),
                DataType::Date64 => moments(numbers.iter(), 1000),
                DataType::Time32(unit) | DataType::Time64(unit) => clocks(&numbers, per_second(*unit)),
                _ => Values::Integer(numbers),
            }
        }
    }
}

fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}

fn moments(counts: impl Iterator<Item = Option<i64>> + Clone, per_second: i64) -> Values {
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

fn clocks(counts: &Int64Array, per_second: i64) -> Values {
    let text = |count: i64| {
        let (seconds, fraction) = (count.div_euclid(per_second), count.rem_euclid(per_second));
        let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        let digits = per_second.ilog10() as usize;
        if fraction == 0 { clock } else { format!("{clock}.{fraction:0digits$}") }
    };
    displayed(counts.iter().map(|count| count.map(text)))
}

const LIMBS: usize = 8;
const LIMB_BYTES: usize = 4;
const GROUP: u64 = 1_000_000_000;
const GROUP_DIGITS: usize = 9;

/// Decimals as exact text. Each is a whole number of up to 256 bits in two's complement, the lowest byte first, of which `scale` digits stand behind
/// the point; where `scale` is negative, so many zeros follow.
pub(crate) fn decimals<B: AsRef<[u8]>>(values: impl Iterator<Item = Option<B>>, scale: i8) -> Values {
    displayed(values.map(|value| value.map(|value| decimal_text(value.as_ref(), scale))))
}

fn decimal_text(bytes: &[u8], scale: i8) -> String {
    let (is_negative, mut digits) = digits_of(bytes);
    let behind = usize::from(scale.unsigned_abs());
    if scale < 0 {
        digits.extend(std::iter::repeat_n('0', behind));
    } else if scale > 0 {
        if digits.len() <= behind {
            digits.insert_str(0, &"0".repeat(behind + 1 - digits.len()));
        }
        digits.insert(digits.len() - behind, '.');
    }
    if is_negative {
        digits.insert(0, '-');
    }
    digits
}

/// Whether a whole number is negative, and its digits.
fn digits_of(bytes: &[u8]) -> (bool, String) {
    let is_negative = bytes.last().is_some_and(|byte| byte & 0x80 != 0);
    let beyond = if is_negative { 0xff } else { 0 };
    let mut limbs = [0_u32; LIMBS];
    let mut carry = is_negative;
    for (at, limb) in limbs.iter_mut().enumerate() {
        let byte = |place: usize| bytes.get(at * LIMB_BYTES + place).copied().unwrap_or(beyond);
        let bits = u32::from_le_bytes([byte(0), byte(1), byte(2), byte(3)]);
        (*limb, carry) = if is_negative { (!bits).overflowing_add(u32::from(carry)) } else { (bits, false) };
    }
    let mut groups = Vec::new();
    while limbs.iter().any(|limb| *limb != 0) {
        let mut rest = 0;
        for limb in limbs.iter_mut().rev() {
            let value = (rest << u32::BITS) | u64::from(*limb);
            *limb = (value / GROUP) as u32;
            rest = value % GROUP;
        }
        groups.push(rest);
    }
    let mut digits = groups.pop().unwrap_or(0).to_string();
    for group in groups.iter().rev() {
        let _ = write!(digits, "{group:0GROUP_DIGITS$}");
    }
    (is_negative, digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (value, scale, text) in [
            (0_i128, 0, "0"),
            (0, 2, "0.00"),
            (5, 3, "0.005"),
            (-5, 3, "-0.005"),
            (12_345, 3, "12.345"),
            (-123, 3, "-0.123"),
            (12, -3, "12000"),
            (-1_000_000_000, 0, "-1000000000"),
            (i128::MIN, 0, "-170141183460469231731687303715884105728"),
            (i128::MAX, 38, "1.70141183460469231731687303715884105727"),
        ] {
            assert_eq!(decimal_text(&value.to_le_bytes(), scale), text);
        }
        assert_eq!(decimal_text(&(-7_i32).to_le_bytes(), 1), "-0.7");
        let mut lowest = [0; 32];
        lowest[31] = 0x80;
        let text = "-57896044618658097711785492504343953926634992332820282019728792003956564819968";
        assert_eq!(decimal_text(&lowest, 0), text);
        assert_eq!(decimal_text(&[0xff; 32], 0), "-1");
    }

    #[test]
    fn numbers_mean_what_their_type_says() {
        let shown = |data_type: DataType, number: i64| {
            whole_numbers(&data_type, vec![number].into(), None).text_at(0).unwrap_or_default().into_owned()
        };
        assert_eq!(shown(DataType::Int64, -1), "-1");
        assert_eq!(shown(DataType::UInt64, -1), "18446744073709551615");
        assert_eq!(shown(DataType::Date32, -1), "1969-12-31T00:00:00Z");
        assert_eq!(shown(DataType::Timestamp(TimeUnit::Nanosecond, None), -1), "1969-12-31T23:59:59.999999Z");
        assert_eq!(shown(DataType::Timestamp(TimeUnit::Second, None), 9_224_318_015_999), "+294276-12-31T23:59:59Z");
        assert_eq!(shown(DataType::Time64(TimeUnit::Microsecond), 3_600_000_001), "01:00:00.000001");
        assert_eq!(shown(DataType::Duration(TimeUnit::Millisecond), 1500), "1.5");
    }
}
