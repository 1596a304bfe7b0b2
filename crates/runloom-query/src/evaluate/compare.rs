use runloom_table::{NotLoaded, Values, pack_equal, pack_less, pack_less_or_equal};

use super::bits::{Answer, pack_rows, turned};
use super::constant;
use super::vector::{Numbers, Vector, literal_number, literal_text};
use crate::tree::{Comparison, Literal};

/// The rows for which `left comparison right`.
pub(crate) fn compare(rows: usize, comparison: Comparison, left: &Vector<'_>, right: &Vector<'_>) -> Result<Answer, NotLoaded> {
    match (left, right) {
        (Vector::Missing, _) | (_, Vector::Missing) => Ok(Answer::unknown(rows)),
        (Vector::Column(column), Vector::Constant(literal)) => constant::compare(column, comparison, literal),
        (Vector::Constant(literal), Vector::Column(column)) => constant::compare(column, comparison.mirrored(), literal),
        (Vector::Constant(left), Vector::Constant(right)) => Ok(constants(rows, comparison, left, right)),
        (Vector::Texts(texts), Vector::Constant(literal)) => {
            Ok(constant::compare_values(&Values::Text(texts.clone()), comparison, literal))
        }
        (Vector::Constant(literal), Vector::Texts(texts)) => {
            Ok(constant::compare_values(&Values::Text(texts.clone()), comparison.mirrored(), literal))
        }
        _ if left.prefers_text()? || right.prefers_text()? => texts(rows, comparison, left, right),
        _ => Ok(numbers(rows, comparison, &left.numbers(rows)?, &right.numbers(rows)?)),
    }
}

fn constants(rows: usize, comparison: Comparison, left: &Literal, right: &Literal) -> Answer {
    let as_text = matches!((left, right), (Literal::Text(_), _) | (_, Literal::Text(_)));
    let holds = if as_text {
        constant::holds(comparison, &literal_text(left), &literal_text(right))
    } else {
        constant::holds(comparison, &literal_number(left), &literal_number(right))
    };
    Answer { holds: vec![if holds { u64::MAX } else { 0 }; rows.div_ceil(64)], known: None, rows }
}

fn texts(rows: usize, comparison: Comparison, left: &Vector<'_>, right: &Vector<'_>) -> Result<Answer, NotLoaded> {
    let (left, right) = (left.texts(rows)?, right.texts(rows)?);
    let holds = pack_rows(rows, &|row| match (left.get(row), right.get(row)) {
        (Some(left), Some(right)) => constant::holds(comparison, left, right),
        _ => false,
    });
    let known =
        arrow_buffer::NullBuffer::union(arrow_array::Array::nulls(left.codes()), arrow_array::Array::nulls(right.codes()));
    Ok(Answer { holds, known, rows })
}

fn numbers(rows: usize, comparison: Comparison, left: &Numbers<'_>, right: &Numbers<'_>) -> Answer {
    let (a, b) = (left.values.as_ref(), right.values.as_ref());
    let holds = match comparison {
        Comparison::Equal => pack_equal(a, b),
        Comparison::NotEqual => turned(pack_equal(a, b)),
        Comparison::Less => pack_less(a, b),
        Comparison::LessOrEqual => pack_less_or_equal(a, b),
        Comparison::Greater => pack_less(b, a),
        Comparison::GreaterOrEqual => pack_less_or_equal(b, a),
    };
    Answer { holds, known: arrow_buffer::NullBuffer::union(left.known.as_ref(), right.known.as_ref()), rows }
}
