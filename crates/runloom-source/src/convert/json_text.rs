use std::fmt::Write;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StructArray};
use arrow_schema::{DataType, Field, Fields};
use runloom_table::Value;

use super::{class_of, natural};
use crate::frame::Class;

const DEEPEST: usize = 64;

/// Writes one cell of a nested array as JSON; numbers that JSON lacks as strings, what is nested beyond 64 levels as `null`.
pub(crate) fn write_json(array: &dyn Array, row: usize, depth: usize, out: &mut String) {
    if row >= array.len() || array.is_null(row) || depth > DEEPEST {
        out.push_str("null");
        return;
    }
    match array.data_type() {
        DataType::List(pair) if is_pair(pair) => write_pairs(&array.as_list::<i32>().value(row), depth, out),
        DataType::Struct(fields) if matches!(&fields[..], [only] if matches!(only.data_type(), DataType::List(pair) if is_pair(pair))) => {
            if let Some(pairs) = array.as_struct().columns().first() {
                write_json(pairs, row, depth + 1, out);
            }
        }
        DataType::List(_) => write_list(&array.as_list::<i32>().value(row), depth, out),
        DataType::LargeList(_) => write_list(&array.as_list::<i64>().value(row), depth, out),
        DataType::ListView(_) => write_list(&array.as_list_view::<i32>().value(row), depth, out),
        DataType::LargeListView(_) => write_list(&array.as_list_view::<i64>().value(row), depth, out),
        DataType::FixedSizeList(..) => write_list(&array.as_fixed_size_list().value(row), depth, out),
        DataType::Struct(fields) => {
            let parent = array.as_struct();
            out.push('{');
            for (at, (field, child)) in fields.iter().zip(parent.columns()).enumerate() {
                write_key(field.name(), at, out);
                write_json(child, row, depth + 1, out);
            }
            out.push('}');
        }
        DataType::Map(..) => write_entries(&array.as_map().value(row), depth, out),
        other if class_of(other) == Class::Nested => out.push_str("null"),
        _ => write_value(natural(&array.slice(row, 1), None).at(0), out),
    }
}

/// Whether the elements of a list are the entries of a map.
pub(crate) fn is_pair(element: &Field) -> bool {
    let keyed = |fields: &Fields| fields.first().is_some_and(|key| key.name() == "key") && fields.len() <= 2;
    matches!(element.name().as_str(), "key_value" | "map" | "entries")
        && matches!(element.data_type(), DataType::Struct(fields) if keyed(fields))
}

fn write_pairs(pairs: &ArrayRef, depth: usize, out: &mut String) {
    match pairs.as_struct_opt() {
        Some(entries) => write_entries(entries, depth, out),
        None => write_list(pairs, depth, out),
    }
}

fn write_entries(entries: &StructArray, depth: usize, out: &mut String) {
    let Some(keys) = entries.columns().first() else { return out.push_str("null") };
    out.push('{');
    for entry in 0..entries.len() {
        let mut key = String::new();
        write_json(keys, entry, depth + 1, &mut key);
        let key = if key.starts_with('"') { key } else { format!("\"{}\"", key.replace('"', "\\\"")) };
        let _ = write!(out, "{}{key}:", if entry == 0 { "" } else { "," });
        match entries.columns().get(1) {
            Some(values) => write_json(values, entry, depth + 1, out),
            None => out.push_str("null"),
        }
    }
    out.push('}');
}

fn write_list(items: &ArrayRef, depth: usize, out: &mut String) {
    out.push('[');
    for item in 0..items.len() {
        if item > 0 {
            out.push(',');
        }
        write_json(items, item, depth + 1, out);
    }
    out.push(']');
}

/// Writes one value as JSON; what JSON has no form for as a string.
pub(crate) fn write_value(value: Value<'_>, out: &mut String) {
    match value {
        Value::Missing => out.push_str("null"),
        Value::Real(v) if v.is_finite() => out.push_str(&runloom_table::format_real(v)),
        Value::Integer(v) => {
            let _ = write!(out, "{v}");
        }
        Value::Boolean(v) => out.push_str(if v { "true" } else { "false" }),
        other => write_string(&other.to_text().unwrap_or_default(), out),
    }
}

fn write_key(key: &str, at: usize, out: &mut String) {
    if at > 0 {
        out.push(',');
    }
    write_string(key, out);
    out.push(':');
}

/// Writes a string as JSON does.
pub(crate) fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
