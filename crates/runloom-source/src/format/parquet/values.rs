use super::byte_column::ByteColumn;
use super::encoding::{
    SHORT, Wrong, booleans, byte_arrays, delta_byte_arrays, delta_integers, delta_length_byte_arrays, fixed, hybrid,
    split_streams,
};
use super::page_header::Coding;

/// Values as Parquet stores them.
#[derive(Clone, Debug)]
pub(crate) enum Physical {
    Boolean(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(ByteColumn),
    /// Values of one width in bytes; 96-bit moments are such.
    Fixed(usize, ByteColumn),
}

/// The values that codes of a chunk point to.
#[derive(Debug)]
pub(crate) enum Dictionary {
    /// Numbers.
    Values(Physical),
    /// So many strings, which the column of values itself holds.
    Strings(usize),
}

const NO_SUCH: Wrong = "its values have an encoding that values of their type do not have";

impl Physical {
    /// The number of values.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Boolean(values) => values.len(),
            Self::Int32(values) => values.len(),
            Self::Int64(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Double(values) => values.len(),
            Self::Bytes(values) | Self::Fixed(_, values) => values.codes().len(),
        }
    }

    /// Reads a dictionary of values of this kind.
    ///
    /// # Errors
    /// Where there are fewer values.
    pub(crate) fn read_dictionary(&mut self, bytes: &[u8], count: usize) -> Result<Dictionary, Wrong> {
        if matches!(self, Self::Bytes(_) | Self::Fixed(..)) {
            self.read(bytes, Coding::Plain, count, None)?;
        }
        if let Self::Bytes(values) | Self::Fixed(_, values) = self {
            return Ok(Dictionary::Strings(values.become_dictionary()));
        }
        let mut values = self.clone();
        values.read(bytes, Coding::Plain, count, None)?;
        Ok(Dictionary::Values(values))
    }

    /// Reads `count` values of a page.
    ///
    /// # Errors
    /// Where there are fewer, they are not valid, or values of this kind cannot be encoded like that.
    pub(crate) fn read(
        &mut self,
        bytes: &[u8],
        coding: Coding,
        count: usize,
        dictionary: Option<&Dictionary>,
    ) -> Result<(), Wrong> {
        if coding == Coding::Dictionary {
            return self.read_codes(bytes, count, dictionary.ok_or("a page refers to a dictionary that is not there")?);
        }
        if coding == Coding::Split {
            let width = self.width().ok_or(NO_SUCH)?;
            return self.read(&split_streams(bytes, width, count)?, Coding::Plain, count, None);
        }
        match (self, coding) {
            (Self::Boolean(values), Coding::Plain) => booleans(bytes, count, values)?,
            (Self::Boolean(values), Coding::Runs) => {
                let (length, rest) = bytes.split_first_chunk::<4>().ok_or(SHORT)?;
                let runs = rest.get(..u32::from_le_bytes(*length) as usize).ok_or(SHORT)?;
                hybrid(runs, 1, count, |bit, times| values.extend(std::iter::repeat_n(bit == 1, times)))?;
            }
            (Self::Int32(values), Coding::Plain) => values.extend(fixed(bytes, count)?.iter().map(|v| i32::from_le_bytes(*v))),
            (Self::Int64(values), Coding::Plain) => values.extend(fixed(bytes, count)?.iter().map(|v| i64::from_le_bytes(*v))),
            (Self::Float(values), Coding::Plain) => values.extend(fixed(bytes, count)?.iter().map(|v| f32::from_le_bytes(*v))),
            (Self::Double(values), Coding::Plain) => values.extend(fixed(bytes, count)?.iter().map(|v| f64::from_le_bytes(*v))),
            (Self::Int32(values), Coding::Delta) => delta_integers(&mut &bytes[..], count, |v| values.push(v as i32))?,
            (Self::Int64(values), Coding::Delta) => delta_integers(&mut &bytes[..], count, |v| values.push(v))?,
            (Self::Bytes(values), Coding::Plain) => byte_arrays(bytes, count, values)?,
            (Self::Bytes(values), Coding::DeltaLength) => delta_length_byte_arrays(bytes, count, values)?,
            (Self::Bytes(values), Coding::DeltaText) => delta_byte_arrays(bytes, count, values)?,
            (Self::Fixed(width, values), Coding::Plain) => {
                if count.checked_mul(*width) != Some(bytes.len()) {
                    return Err("a page has another length than its values");
                }
                for at in 0..count {
                    values.push(bytes.get(at * *width..(at + 1) * *width).ok_or(SHORT)?)?;
                }
            }
            (Self::Fixed(width, values), Coding::DeltaText) => {
                let before = values.strings();
                delta_byte_arrays(bytes, count, values)?;
                if (before..values.strings()).any(|code| values.string(code as u32).len() != *width) {
                    return Err("a value has another width than its column");
                }
            }
            _ => return Err(NO_SUCH),
        }
        Ok(())
    }

    fn width(&self) -> Option<usize> {
        match self {
            Self::Int32(_) | Self::Float(_) => Some(4),
            Self::Int64(_) | Self::Double(_) => Some(8),
            Self::Fixed(width, _) => Some(*width),
            Self::Boolean(_) | Self::Bytes(_) => None,
        }
    }

    fn read_codes(&mut self, bytes: &[u8], count: usize, dictionary: &Dictionary) -> Result<(), Wrong> {
        if count == 0 {
            return Ok(());
        }
        let (&width, codes) = bytes.split_first().ok_or(SHORT)?;
        let width = u32::from(width);
        match (self, dictionary) {
            (Self::Int32(values), Dictionary::Values(Self::Int32(known))) => gather(codes, width, count, known, values),
            (Self::Int64(values), Dictionary::Values(Self::Int64(known))) => gather(codes, width, count, known, values),
            (Self::Float(values), Dictionary::Values(Self::Float(known))) => gather(codes, width, count, known, values),
            (Self::Double(values), Dictionary::Values(Self::Double(known))) => gather(codes, width, count, known, values),
            (Self::Bytes(values) | Self::Fixed(_, values), Dictionary::Strings(known)) => {
                let mut outcome = Ok(());
                hybrid(codes, width, count, |code, times| {
                    if outcome.is_ok() {
                        outcome = values.push_code(code, times, *known);
                    }
                })?;
                outcome
            }
            _ => Err(NO_SUCH),
        }
    }
}

fn gather<T: Copy + Default>(codes: &[u8], width: u32, count: usize, known: &[T], values: &mut Vec<T>) -> Result<(), Wrong> {
    let mut lost = false;
    values.reserve(count);
    hybrid(codes, width, count, |code, times| match known.get(code as usize) {
        Some(value) if times == 1 => values.push(*value),
        Some(value) => values.extend(std::iter::repeat_n(*value, times)),
        None => lost = true,
    })?;
    if lost { Err("a page refers to more values than its dictionary has") } else { Ok(()) }
}
