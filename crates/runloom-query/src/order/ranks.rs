use arrow_array::Array;
use arrow_buffer::{NullBuffer, ScalarBuffer};
use runloom_table::{TextValues, Values, sort_places};

use super::OrderKey;
use crate::evaluate::{EvaluateError, Numbers, Scope, Vector, vector};

/// Where rows stand by one key.
pub(crate) struct Ranks<'a> {
    places: Places<'a>,
    descending: bool,
    missing_first: bool,
}

enum Places<'a> {
    /// Every row has the same place.
    Equal,
    Whole(ScalarBuffer<i64>, Option<NullBuffer>),
    Numbers(Numbers<'a>),
    /// One place a distinct text, known for the texts of the rows in question.
    Texts {
        codes: TextValues,
        place_of: Vec<u64>,
    },
    /// 0 for texts that come before one, 1 for that, 2 for those after it.
    About {
        codes: TextValues,
        text: Option<String>,
    },
}

/// Before values are compared: missing first if asked for, values, NaN, missing.
pub(super) const MISSING_FIRST: u8 = 0;
pub(super) const VALUE: u8 = 1;
pub(super) const NAN: u8 = 2;
const MISSING_LAST: u8 = 3;

impl<'a> Ranks<'a> {
    /// The places of the given rows.
    pub(crate) fn of(scope: Scope<'a>, key: &'a OrderKey, rows: &[u32]) -> Result<Self, EvaluateError> {
        Self::with_texts(scope, key, |texts| Places::texts(texts, rows))
    }

    /// Places that tell whether rows stand before the given one, with it, or after it.
    pub(super) fn about(scope: Scope<'a>, key: &'a OrderKey, row: u32) -> Result<Self, EvaluateError> {
        let text = |texts: &TextValues| texts.get(row as usize).map(str::to_owned);
        Self::with_texts(scope, key, |texts| Places::About { codes: texts.clone(), text: text(texts) })
    }

    /// Places of all rows that never contradict those of [`Ranks::of`], but where texts begin alike, rows may have one place that have two there.
    pub(super) fn roughly(scope: Scope<'a>, key: &'a OrderKey) -> Result<Self, EvaluateError> {
        Self::with_texts(scope, key, Places::beginnings)
    }

    fn with_texts(
        scope: Scope<'a>,
        key: &'a OrderKey,
        of_texts: impl Fn(&TextValues) -> Places<'a>,
    ) -> Result<Self, EvaluateError> {
        let value = vector(scope, &key.expression)?;
        let places = match &value {
            Vector::Missing | Vector::Constant(_) => Places::Equal,
            Vector::Column(column) => match column.values()? {
                Values::Integer(a) => Places::Whole(a.values().clone(), a.nulls().cloned()),
                Values::Time(a) => Places::Whole(a.values().clone(), a.nulls().cloned()),
                Values::Text(texts) => of_texts(texts),
                Values::Real(_) | Values::Boolean(_) => Places::Numbers(value.numbers(scope.rows())?),
            },
            Vector::Texts(texts) => of_texts(texts),
            Vector::Numbers(_) => Places::Numbers(value.numbers(scope.rows())?),
        };
        Ok(Self { places, descending: key.descending, missing_first: key.missing_first })
    }

    /// Whether all rows have the same place whatever they hold.
    pub(super) fn leave_all_equal(&self) -> bool {
        matches!(self.places, Places::Equal)
    }

    /// The place of a row as a number to sort by: smaller comes first.
    pub(crate) fn at(&self, row: u32) -> u128 {
        let index = row as usize;
        let missing = |nulls: Option<&NullBuffer>| nulls.is_some_and(|nulls| index >= nulls.len() || nulls.is_null(index));
        let found = match &self.places {
            Places::Equal => Some((VALUE, 0)),
            Places::Whole(values, nulls) => {
                let value = values.get(index).filter(|_| !missing(nulls.as_ref()));
                value.map(|value| (VALUE, value.cast_unsigned() ^ (1 << 63)))
            }
            Places::Numbers(numbers) => {
                let value = numbers.values.get(index).filter(|_| !missing(numbers.known.as_ref()));
                value.map(|value| if value.is_nan() { (NAN, 0) } else { (VALUE, ordered_bits(*value)) })
            }
            Places::Texts { codes, place_of } => {
                let codes = codes.codes();
                let code = codes.values().get(index).filter(|_| !missing(codes.nulls()));
                code.and_then(|code| place_of.get(*code as usize)).map(|place| (VALUE, *place))
            }
            Places::About { codes, text } => {
                let own = codes.get(index);
                own.map(|own| (VALUE, text.as_deref().map_or(1, |text| (own.cmp(text) as i64 + 1).cast_unsigned())))
            }
        };
        let (class, place) = found.unwrap_or((if self.missing_first { MISSING_FIRST } else { MISSING_LAST }, 0));
        let place = if self.descending && class == VALUE { !place } else { place };
        u128::from(class) << 64 | u128::from(place)
    }
}

impl Places<'_> {
    /// Ranks the texts of the given rows by code point.
    fn texts(texts: &TextValues, rows: &[u32]) -> Self {
        let (codes, distinct) = (texts.codes(), texts.distinct());
        let mut wanted = vec![false; distinct.len()];
        for row in rows {
            let row = *row as usize;
            if row < codes.len()
                && !codes.is_null(row)
                && let Some(wanted) = wanted.get_mut(codes.value(row) as usize)
            {
                *wanted = true;
            }
        }
        let codes_of_rows = wanted.iter().enumerate().filter(|(_, wanted)| **wanted);
        let mut sorted: Vec<u32> = codes_of_rows.map(|(code, _)| code as u32).collect();
        sort_places(&mut sorted, &mut |a, b| distinct.value(a as usize).cmp(distinct.value(b as usize)));
        let mut place_of = vec![0; distinct.len()];
        let mut place = 0;
        let mut before = None;
        for code in sorted {
            let text = distinct.value(code as usize);
            place += u64::from(before.is_some_and(|before| before != text));
            before = Some(text);
            if let Some(slot) = place_of.get_mut(code as usize) {
                *slot = place;
            }
        }
        Self::Texts { codes: texts.clone(), place_of }
    }

    /// Ranks all texts by the eight bytes after those that all of them begin with.
    fn beginnings(texts: &TextValues) -> Self {
        let distinct = texts.distinct();
        let bytes = |code: usize| distinct.value(code).as_bytes();
        let first = if distinct.is_empty() { &[] } else { bytes(0) };
        let common = (1..distinct.len())
            .fold(first.len(), |common, code| first.iter().zip(bytes(code)).take(common).take_while(|(a, b)| a == b).count());
        let place =
            |code| bytes(code).iter().skip(common).chain(&[0; 8]).take(8).fold(0, |place, byte| place << 8 | u64::from(*byte));
        Self::Texts { codes: texts.clone(), place_of: (0..distinct.len()).map(place).collect() }
    }
}

/// The bits of a number such that they order as the numbers do; both zeros are one.
fn ordered_bits(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}
