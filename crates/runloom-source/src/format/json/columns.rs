use arrow_array::Int64Array;
use hashbrown::HashMap;
use runloom_table::{TextBuilder, TextValues, Values, parse_integer, parse_real};

use super::lexer::Scalar;
use crate::frame::{Frame, FrameColumn};

/// Collects the cells of records, whatever keys they have.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    all: Vec<JsonColumn>,
    index: HashMap<String, usize>,
    /// The column after the one that was filled last: records mostly have the same keys in the same order.
    next: usize,
}

/// The cells of one key so far.
struct JsonColumn {
    name: String,
    cells: TextBuilder,
    seen: Seen,
}

/// Which kinds of values a column has.
#[expect(clippy::struct_excessive_bools, reason = "a set of kinds, any of which can go with any other")]
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    strings: bool,
    integers: bool,
    reals: bool,
    booleans: bool,
}

impl std::fmt::Debug for JsonColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JsonColumn").field("name", &self.name).field("seen", &self.seen).finish_non_exhaustive()
    }
}

impl Columns {
    /// The column of a name, made if there is none.
    pub(crate) fn place(&mut self, name: &str) -> usize {
        if self.all.get(self.next).is_some_and(|column| column.name == name) {
            self.next += 1;
            return self.next - 1;
        }
        let place = self.index.get(name).copied().unwrap_or_else(|| {
            self.all.push(JsonColumn { name: name.to_owned(), cells: TextBuilder::default(), seen: Seen::default() });
            self.index.insert(name.to_owned(), self.all.len() - 1);
            self.all.len() - 1
        });
        self.next = place + 1;
        place
    }

    /// A new record begins.
    pub(crate) fn restart(&mut self) {
        self.next = 0;
    }

    /// Puts a cell in a row. A row that has one already (a key given twice) gets the second in a column of its own.
    pub(crate) fn put(&mut self, row: usize, name: &str, scalar: Scalar, text: &str) {
        let place = self.place(name);
        if self.put_at(row, place, scalar, text) {
            return;
        }
        let mut copy = 2;
        loop {
            let name = format!("{name} ({copy})");
            let place = self.place(&name);
            if copy > 99 || self.put_at(row, place, scalar, text) {
                return;
            }
            copy += 1;
        }
    }

    /// Puts a cell in a row of a column; `false` where that row has one.
    pub(crate) fn put_at(&mut self, row: usize, place: usize, scalar: Scalar, text: &str) -> bool {
        let Some(column) = self.all.get_mut(place) else { return true };
        if column.cells.len() > row {
            return false;
        }
        while column.cells.len() < row {
            column.cells.push_code(None);
        }
        let seen = &mut column.seen;
        match scalar {
            Scalar::Null => {
                column.cells.push_code(None);
                return true;
            }
            Scalar::Boolean(_) => seen.booleans = true,
            Scalar::Integer => seen.integers = true,
            Scalar::Real => seen.reals = true,
            Scalar::String => seen.strings = true,
        }
        column.cells.push(Some(text));
        true
    }

    /// The frame of the cells.
    pub(crate) fn finish(self, rows: usize) -> Frame {
        let columns = self.all.into_iter().map(|mut column| {
            while column.cells.len() < rows {
                column.cells.push_code(None);
            }
            FrameColumn::loaded(column.name, typed(column.cells.finish(), column.seen))
        });
        Frame { rows, columns: columns.collect(), warnings: Vec::new() }
    }
}

/// Values of the type that all cells of a column share; text where there is none, or where numbers would lose digits.
fn typed(texts: TextValues, seen: Seen) -> Values {
    match seen {
        Seen { strings: false, integers: false, reals: false, booleans: true } => {
            let truth: Vec<bool> = texts.distinct().iter().map(|text| text == Some("true")).collect();
            Values::from_truths(by_code(&texts, &truth))
        }
        Seen { strings: false, integers: true, reals: false, booleans: false } => {
            let integers: Option<Vec<i64>> =
                texts.distinct().iter().map(|text| parse_integer(text.unwrap_or_default())).collect();
            match integers {
                Some(integers) => Values::Integer(by_code(&texts, &integers).collect::<Int64Array>()),
                None => Values::Text(texts),
            }
        }
        Seen { strings: false, integers, reals: true, booleans: false } => {
            let exact = |text: &str| {
                text.len() < 16 || parse_integer(text).is_some_and(|v| v.unsigned_abs() <= 1 << 53) || !is_whole(text)
            };
            if integers && !texts.distinct().iter().flatten().all(exact) {
                return Values::Text(texts);
            }
            let reals: Vec<f64> =
                texts.distinct().iter().map(|text| parse_real(text.unwrap_or_default()).unwrap_or(f64::NAN)).collect();
            Values::from_reals(by_code(&texts, &reals))
        }
        _ => Values::Text(texts),
    }
}

fn is_whole(text: &str) -> bool {
    text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit())
}

fn by_code<'a, T: Copy>(texts: &'a TextValues, of_code: &'a [T]) -> impl Iterator<Item = Option<T>> + 'a {
    texts.codes().iter().map(|code| of_code.get(usize::try_from(code?).ok()?).copied())
}
