use runloom_table::{TextBuilder, Values};

use super::budget::{Budget, Fault};
use super::nested::Decoded;
use crate::convert::{at_places, write_string, write_value};

/// The values of a column as the run table can hold them; lists, maps, structs and unions as JSON text.
///
/// # Errors
/// Where the text takes too much memory.
pub(crate) fn values_of(column: &Decoded, budget: &mut Budget) -> Result<Values, Fault> {
    match column {
        Decoded::Flat(values) => return Ok(values.clone()),
        Decoded::Gathered { places, values } => return Ok(at_places(&values_of(values, budget)?, places)),
        _ => {}
    }
    let mut builder = TextBuilder::default();
    let mut text = String::new();
    for row in 0..column.rows() {
        if column.is_missing(row) {
            builder.push(None);
            continue;
        }
        text.clear();
        write(column, row, budget, &mut text)?;
        budget.take(text.len() as u64)?;
        builder.push(Some(&text));
    }
    Ok(Values::Text(builder.finish()))
}

/// Writes one cell. Types nest as deep as a valid schema does, which is less than 64 levels.
fn write(column: &Decoded, row: usize, budget: &Budget, out: &mut String) -> Result<(), Fault> {
    budget.check(out.len() as u64)?;
    if column.is_missing(row) {
        out.push_str("null");
        return Ok(());
    }
    match column {
        Decoded::Flat(values) => write_value(values.at(row), out),
        Decoded::Gathered { values, .. } => {
            column.place(row).map_or(Ok(()), |place| write(values, place, budget, out))?;
        }
        Decoded::Struct { fields, children, .. } => {
            out.push('{');
            for (at, (field, child)) in fields.iter().zip(children).enumerate() {
                separate(at, out);
                write_string(field.name(), out);
                out.push(':');
                write(child, row, budget, out)?;
            }
            out.push('}');
        }
        Decoded::List { ranges, items, is_map, .. } => {
            let (start, end) = ranges.get(row).copied().unwrap_or_default();
            out.push(if *is_map { '{' } else { '[' });
            for (at, item) in (start..end).enumerate() {
                separate(at, out);
                match items.as_ref() {
                    Decoded::Struct { children, .. } if *is_map => write_entry(children, item, budget, out)?,
                    items => write(items, item, budget, out)?,
                }
            }
            out.push(if *is_map { '}' } else { ']' });
        }
        Decoded::Union { choices, children, .. } => {
            let choice = choices.get(row).and_then(|(child, place)| Some((children.get(*child)?, *place)));
            choice.map_or(Ok(()), |(child, place)| write(child, place, budget, out))?;
        }
    }
    Ok(())
}

/// Writes a key and its value; a key that is no text as the text of its JSON.
fn write_entry(columns: &[Decoded], entry: usize, budget: &Budget, out: &mut String) -> Result<(), Fault> {
    let start = out.len();
    if let Some(keys) = columns.first() {
        write(keys, entry, budget, out)?;
    }
    if !out.get(start..).is_some_and(|key| key.starts_with('"')) {
        let key = out.split_off(start);
        write_string(&key, out);
    }
    out.push(':');
    if let Some(values) = columns.get(1) {
        return write(values, entry, budget, out);
    }
    out.push_str("null");
    Ok(())
}

fn separate(at: usize, out: &mut String) {
    if at > 0 {
        out.push(',');
    }
}
