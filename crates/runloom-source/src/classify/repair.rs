use std::borrow::Cow;

use runloom_table::Values;

use crate::convert::map_texts;
use crate::format::json::columns::Columns;
use crate::format::json::lexer::Scalar;
use crate::format::json::tree::Tree;
use crate::format::python::parse_literal;
use crate::frame::{Frame, FrameColumn};

/// Columns whose cells hold whole dictionaries in the tables that W&B's API guide teaches to write.
const DICTIONARIES: [&str; 3] = ["config", "summary", "summary_metrics"];

/// Takes dictionaries that were written into cells apart into columns with dotted names: `config` becomes `config.lr`, `config.model.depth`, ….
pub(crate) fn expand_dictionaries(frame: &mut Frame) {
    let mut at = 0;
    while let Some(column) = frame.columns.get(at) {
        let expanded = if DICTIONARIES.contains(&column.name.as_str()) { expand(column, frame.rows) } else { None };
        let width = expanded.as_ref().map_or(1, Vec::len);
        if let Some(expanded) = expanded {
            frame.columns.splice(at..=at, expanded);
        }
        at += width;
    }
}

fn expand(column: &FrameColumn, rows: usize) -> Option<Vec<FrameColumn>> {
    let Some(Values::Text(texts)) = &column.values else { return None };
    let trees: Option<Vec<Tree>> = texts
        .distinct()
        .iter()
        .map(|text| parse_literal(text.unwrap_or_default()).filter(|t| matches!(t, Tree::Object(_))))
        .collect();
    let trees = trees.filter(|trees| !trees.is_empty())?;
    let mut columns = Columns::default();
    let prefix = if column.name == "config" { "config" } else { "summary" };
    for (row, code) in texts.codes().iter().enumerate() {
        if let Some(tree) = code.and_then(|code| trees.get(usize::try_from(code).ok()?)) {
            columns.restart();
            put(tree, row, &mut prefix.to_owned(), &mut columns);
        }
    }
    Some(columns.finish(rows).columns)
}

fn put(tree: &Tree, row: usize, path: &mut String, columns: &mut Columns) {
    match tree {
        Tree::Object(members) => {
            for (key, value) in members {
                let parent = path.len();
                path.push('.');
                path.push_str(key);
                put(value, row, path, columns);
                path.truncate(parent);
            }
        }
        Tree::Scalar(scalar, text) => columns.put(row, path, *scalar, text),
        Tree::List(_) => {
            let mut text = String::new();
            tree.write(&mut text);
            columns.put(row, path, Scalar::String, &text);
        }
    }
}

/// Takes the quote away that spreadsheets need before `=`, `+`, `-` and `@`: MLflow's page writes -0.5 as `'-0.5`.
pub(crate) fn unquote_formulas(frame: &mut Frame) {
    for column in &mut frame.columns {
        if let Some(Values::Text(texts)) = &column.values
            && texts.distinct().iter().flatten().any(|text| unquoted(text).is_some())
        {
            column.values = Some(Values::Text(map_texts(texts, |text| Some(Cow::Borrowed(unquoted(text).unwrap_or(text))))));
        }
    }
}

fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']))
}

/// Takes the dash that W&B writes for empty notes as missing.
pub(crate) fn drop_dashes(frame: &mut Frame) {
    for column in frame.columns.iter_mut().filter(|column| column.name == "Notes") {
        if let Some(Values::Text(texts)) = &column.values {
            column.values = Some(Values::Text(map_texts(texts, |text| (text != "-").then_some(Cow::Borrowed(text)))));
        }
    }
}
