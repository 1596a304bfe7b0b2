use std::cmp::Ordering;

use arrow_array::Array;
use runloom_table::{RowMask, Survey, Values, parse_real, sorted};

use super::AxisData;

/// The categories of an axis in the order of their ranks, lowest place first, and how a row finds its own.
#[derive(Clone, Debug)]
pub(crate) struct Categories {
    texts: Vec<String>,
    ranks: Ranks,
}

#[derive(Clone, Debug)]
enum Ranks {
    /// By the code of a text; `u32::MAX` for texts that no drawn run has.
    Codes(Vec<u32>),
    /// By number, ascending in total order.
    Numbers(Vec<f64>),
}

impl Categories {
    /// The categories that the drawn runs have. Numbers stand in ascending order from the bottom, other
    /// texts above them from the top.
    pub(crate) fn of(data: AxisData<'_>, drawn: &RowMask) -> (Self, Survey) {
        match data.values {
            Values::Text(texts) => Self::of_texts(texts, drawn),
            values => Self::of_numbers(data, values, drawn),
        }
    }

    /// Names in this order, which no run is looked up in.
    pub(crate) fn named(texts: Vec<String>) -> Self {
        Self { texts, ranks: Ranks::Codes(Vec::new()) }
    }

    /// Gives truth values two places, false below true, where the drawn runs have only one of them.
    pub(crate) fn complete_truths(&mut self) {
        let [only] = self.texts.as_slice() else { return };
        let Some(other) = TRUTHS.iter().find_map(|(no, yes)| if only == no { Some(yes) } else { (only == yes).then_some(no) })
        else {
            return;
        };
        let is_true = is_truth(only) == Some(true);
        self.texts.insert(usize::from(!is_true), (*other).to_owned());
        match &mut self.ranks {
            Ranks::Codes(ranks) if is_true => ranks.iter_mut().filter(|rank| **rank == 0).for_each(|rank| *rank = 1),
            Ranks::Codes(_) => {}
            Ranks::Numbers(numbers) => *numbers = vec![0.0, 1.0],
        }
    }

    fn of_texts(texts: &runloom_table::TextValues, drawn: &RowMask) -> (Self, Survey) {
        let (codes, nulls) = (texts.codes().values(), texts.codes().nulls());
        let mut used = vec![false; texts.distinct().len()];
        let mut missing = 0;
        for row in drawn.rows() {
            let code = codes.get(row).filter(|_| nulls.is_none_or(|nulls| nulls.is_valid(row)));
            match code.and_then(|code| used.get_mut(usize::try_from(*code).ok()?)) {
                Some(place) => *place = true,
                None => missing += 1,
            }
        }
        let order: Vec<(usize, &str)> =
            (0..used.len()).filter(|code| used[*code]).map(|code| (code, texts.distinct().value(code))).collect();
        let order = sorted(order, &mut |a, b| by_place(a.1, b.1));
        let mut ranks = vec![u32::MAX; used.len()];
        for (rank, (code, _)) in order.iter().enumerate() {
            ranks[*code] = rank as u32;
        }
        let texts = order.into_iter().map(|(_, text)| text.to_owned()).collect();
        (Self { texts, ranks: Ranks::Codes(ranks) }, Survey::all_missing(missing))
    }

    fn of_numbers(data: AxisData<'_>, values: &Values, drawn: &RowMask) -> (Self, Survey) {
        let mut numbers: Vec<(f64, usize)> = Vec::new();
        let mut missing = 0;
        for row in drawn.rows() {
            match data.typed.number_at(row) {
                Some(number) => numbers.push((number, row)),
                None => missing += 1,
            }
        }
        let mut numbers = sorted(numbers, &mut |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        numbers.dedup_by(|a, b| a.0.total_cmp(&b.0) == Ordering::Equal);
        let texts = numbers.iter().map(|(_, row)| values.text_at(*row).unwrap_or_default().into_owned()).collect();
        let numbers = numbers.into_iter().map(|(number, _)| number).collect();
        (Self { texts, ranks: Ranks::Numbers(numbers) }, Survey::all_missing(missing))
    }

    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The categories, lowest place first.
    pub(crate) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// What to call a rank on an axis: long numbers rounded, other texts whole.
    pub(crate) fn label(&self, rank: usize) -> String {
        let text = self.texts.get(rank).map(String::as_str).unwrap_or_default();
        match parse_real(text) {
            Some(number) if text.len() > 8 => crate::number_text::short(number),
            _ => text.to_owned(),
        }
    }

    /// The place of a rank between 0 and 1.
    pub(crate) fn place(&self, rank: usize) -> f64 {
        if self.texts.len() > 1 { rank as f64 / (self.texts.len() - 1) as f64 } else { 0.5 }
    }

    /// The ranks of all rows, `None` where a row has no category among the drawn ones.
    pub(crate) fn rank_of_rows<'a>(&'a self, data: AxisData<'a>) -> Box<dyn Fn(usize) -> Option<usize> + 'a> {
        match (&self.ranks, data.values) {
            (Ranks::Codes(ranks), Values::Text(texts)) => {
                let (codes, nulls) = (texts.codes().values(), texts.codes().nulls());
                Box::new(move |row| {
                    let code = codes.get(row).filter(|_| nulls.is_none_or(|nulls| nulls.is_valid(row)))?;
                    ranks.get(usize::try_from(*code).ok()?).filter(|rank| **rank != u32::MAX).map(|rank| *rank as usize)
                })
            }
            (Ranks::Numbers(numbers), _) => Box::new(move |row| {
                let number = data.typed.number_at(row)?;
                numbers.binary_search_by(|other| other.total_cmp(&number)).ok()
            }),
            (Ranks::Codes(_), _) => Box::new(|_| None),
        }
    }
}

/// How truth values are written: no, yes.
const TRUTHS: [(&str, &str); 3] = [("false", "true"), ("False", "True"), ("FALSE", "TRUE")];

fn is_truth(text: &str) -> Option<bool> {
    TRUTHS.iter().find_map(|(no, yes)| if text == *yes { Some(true) } else { (text == *no).then_some(false) })
}

/// From the bottom up: numbers ascending, with false as 0 and true as 1, then texts from Z to A, so that these read from the top.
fn by_place(a: &str, b: &str) -> Ordering {
    let number = |text: &str| is_truth(text).map_or_else(|| parse_real(text), |truth| Some(f64::from(u8::from(truth))));
    match (number(a), number(b)) {
        (Some(x), Some(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => natural(b, a),
    }
}

/// Compares texts so that runs of digits count as numbers: `config-9` stands before `config-10`.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (x, y) = (digits(left), digits(right));
            let (p, q) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            let order = p.len().cmp(&q.len()).then_with(|| p.cmp(q));
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (&left[x.len()..], &right[y.len()..]);
        } else {
            let order = x.cmp(&y);
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
        }
    }
}

fn digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_count_as_numbers() {
        let mut names = ["run-10", "run-9", "run", "run-09", "Run-1", "é2", "é10"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["Run-1", "run", "run-09", "run-9", "run-10", "é2", "é10"]);
    }
}
