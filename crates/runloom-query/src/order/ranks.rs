use arrow_array::Array;
use arrow_buffer::{NullBuffer, ScalarBuffer};
use runloom_table::{TextValues, Values, sort_places, sorted};

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
    /// The same for few rows: codes, which ascend, with their places.
    FewTexts {
        codes: TextValues,
        places: Vec<(u32, u64)>,
    },
}

/// Where texts number so many times the rows in question, those of other rows are not looked at.
const FEW: usize = 8;

/// Before values are compared: missing first if asked for, values, NaN, missing.
pub(super) const MISSING_FIRST: u8 = 0;
const VALUE: u8 = 1;
pub(super) const NAN: u8 = 2;
const MISSING_LAST: u8 = 3;

impl<'a> Ranks<'a> {
    /// The places of the given rows.
    pub(crate) fn of(scope: Scope<'a>, key: &'a OrderKey, rows: &[u32]) -> Result<Self, EvaluateError> {
        Self::with_texts(scope, key, |texts| Places::texts(texts, rows))
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

    /// The place of a row among those that have a value; `None` where it has none.
    pub(super) fn value_at(&self, row: u32) -> Option<u64> {
        let place = self.at(row);
        ((place >> 64) as u8 == VALUE).then_some(place as u64)
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
            Places::FewTexts { codes, places } => {
                let codes = codes.codes();
                let code = codes.values().get(index).filter(|_| !missing(codes.nulls()));
                let found = code.and_then(|code| places.binary_search_by_key(&code.cast_unsigned(), |(code, _)| *code).ok());
                found.and_then(|at| places.get(at)).map(|(_, place)| (VALUE, *place))
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
        let code_of = |row: &u32| {
            Some(*row as usize)
                .filter(|row| *row < codes.len() && !codes.is_null(*row))
                .map(|row| codes.value(row).cast_unsigned())
        };
        let is_few = rows.len() < distinct.len() / FEW;
        let mut wanted: Vec<u32> = if is_few {
            let mut wanted: Vec<u32> = rows.iter().filter_map(code_of).collect();
            sort_places(&mut wanted, &mut |a, b| a.cmp(&b));
            wanted.dedup();
            wanted
        } else {
            let mut is_wanted = vec![false; distinct.len()];
            for code in rows.iter().filter_map(code_of) {
                if let Some(is_wanted) = is_wanted.get_mut(code as usize) {
                    *is_wanted = true;
                }
            }
            (0..).zip(is_wanted).filter_map(|(code, wanted)| wanted.then_some(code)).collect()
        };
        sort_places(&mut wanted, &mut |a, b| distinct.value(a as usize).cmp(distinct.value(b as usize)));
        let mut place = 0;
        let mut before = None;
        let placed = wanted.into_iter().map(|code| {
            let text = distinct.value(code as usize);
            place += u64::from(before.is_some_and(|before| before != text));
            before = Some(text);
            (code, place)
        });
        if is_few {
            let places = sorted(placed.collect(), &mut |a: &(u32, u64), b| a.0.cmp(&b.0));
            return Self::FewTexts { codes: texts.clone(), places };
        }
        let mut place_of = vec![0; distinct.len()];
        for (code, place) in placed {
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
