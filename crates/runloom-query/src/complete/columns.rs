use runloom_table::{Column, ColumnKind, ColumnName, RunTable, Values};

use super::matching::{PREFIX, Ranking};
use super::subject::{Kind, kind_of_values};
use super::typed::{Form, Typed};
use super::wording::{day, duration, quantity, runs as runs_in_words, short};
use super::{CompletionOption, OptionKind};
use crate::language::{ATTRIBUTES, DATASET_KEYS, ENTITIES, attribute, is_attribute_word};
use crate::resolve::{DATASET_COLUMN, resolve};
use crate::tree::{ColumnRef, Entity};

/// Which columns are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// What their values should be compared as; others come last.
    pub(super) kind: Option<Kind>,
    /// Whether a metric is needed.
    pub(super) metric: bool,
    /// Where the column goes.
    pub(super) position: Position,
    /// Whether only columns of that kind will do.
    pub(super) fitting: bool,
    /// Whether likenesses count where nothing has the word in it.
    pub(super) near: bool,
}

/// Where a column goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Before an operator, where any word can name an attribute and a data set can be asked for.
    Compared,
    /// Inside a value.
    Inside,
}

/// Columns whose keys go with what is typed, the most telling first: prefixes before insides before likenesses, and among those columns
/// that differ before constant ones, results before inputs before notes.
pub(super) fn columns(typed: &Typed, wanted: Wanted, runs: &RunTable, most: usize) -> Vec<(u8, CompletionOption)> {
    let candidates = Candidates { runs, wanted };
    let mut ranking = Ranking::default();
    candidates.rank(&mut ranking, typed, &|key| typed.word.class(key));
    if ranking.is_empty() && wanted.near {
        let near = typed.word.near();
        candidates.rank(&mut ranking, typed, &near);
    }
    ranking.best(most).into_iter().filter_map(|(class, candidate)| Some((class, candidates.option(candidate)?))).collect()
}

/// Columns of the table, then attributes that the language knows by another name or that no run has, then what data sets have.
struct Candidates<'a> {
    runs: &'a RunTable,
    wanted: Wanted,
}

impl Candidates<'_> {
    fn rank(&self, ranking: &mut Ranking, typed: &Typed, class: &dyn Fn(&str) -> Option<u8>) {
        let entity = match typed.form {
            Form::Path(entity) => Some(entity),
            Form::Backticks => Some(Entity::Attribute),
            _ => None,
        };
        let allowed = |of: Entity| entity.is_none_or(|entity| entity == of) && (!self.wanted.metric || of == Entity::Metric);
        for (at, column) in self.runs.columns().iter().enumerate() {
            let name = column.name();
            let is_datasets = name.kind == ColumnKind::Attribute && name.key == DATASET_COLUMN;
            if is_datasets || !allowed(entity_of(name.kind)) {
                continue;
            }
            let Some(class) = class(&name.key).or_else(|| alias_class(name, class)) else { continue };
            let misfit = self.wanted.kind.is_some_and(|wanted| !fits(column, wanted));
            if misfit && self.wanted.fitting {
                continue;
            }
            let constant = column.summary().differs == Some(false);
            ranking.add([class, u8::from(misfit), u8::from(constant), group(name), 0], length(typed, &name.key), at);
        }
        let mut at = self.runs.columns().len();
        for known in ATTRIBUTES {
            at += 1;
            if !allowed(Entity::Attribute) || self.runs.position(&ColumnName::attribute(known.name)).is_some() {
                continue;
            }
            let found = resolve(self.runs, &ColumnRef::new(Entity::Attribute, known.name));
            let misfit = |name: &ColumnName| match (self.wanted.kind, self.runs.column(name)) {
                (Some(wanted), Some(column)) => !fits(column, wanted),
                _ => false,
            };
            let hidden = match &found {
                None => typed.word.is_empty() || self.wanted.position != Position::Compared,
                Some(name) => self.wanted.fitting && misfit(name),
            };
            let class = class(known.name).or_else(|| alias_class(&ColumnName::attribute(known.name), class));
            let far = found.is_none() && class.is_some_and(|class| class > 2);
            if let Some(class) = class.filter(|_| !(hidden || far)) {
                let constant = found.as_ref().and_then(|name| self.runs.column(name)?.summary().differs) == Some(false);
                let last = if found.is_none() { 9 } else { 2 };
                ranking.add([class, 0, u8::from(constant || found.is_none()), last, 0], length(typed, known.name), at - 1);
            }
        }
        if self.wanted.position == Position::Compared
            && allowed(Entity::Dataset)
            && self.runs.position(&ColumnName::attribute(DATASET_COLUMN)).is_some()
        {
            for (place, key) in DATASET_KEYS.iter().enumerate() {
                let class = class(key).filter(|_| entity == Some(Entity::Dataset) || !typed.word.is_empty());
                if let Some(class) = class {
                    ranking.add([class, 0, 0, 5, 0], length(typed, key), at + place);
                }
            }
        }
    }

    fn option(&self, candidate: usize) -> Option<CompletionOption> {
        if let Some(column) = self.runs.columns().get(candidate) {
            let name = column.name();
            return Some(self.written(&ColumnRef::new(entity_of(name.kind), &name.key), Some(column)));
        }
        let candidate = candidate - self.runs.columns().len();
        let column = match ATTRIBUTES.get(candidate) {
            Some(known) => ColumnRef::new(Entity::Attribute, known.name),
            None => ColumnRef::new(Entity::Dataset, *DATASET_KEYS.get(candidate - ATTRIBUTES.len())?),
        };
        let found = resolve(self.runs, &column).and_then(|name| self.runs.column(&name));
        Some(self.written(&column, found))
    }

    fn written(&self, column: &ColumnRef, found: Option<&Column>) -> CompletionOption {
        let plain = column.to_string();
        let named =
            column.entity == Entity::Attribute && self.wanted.position == Position::Inside && !is_attribute_word(&column.key);
        let prefixed = || {
            let metric = ColumnRef::new(Entity::Metric, &column.key).to_string();
            metric.strip_prefix(Entity::Metric.prefix()).map(|key| format!("{}{key}", Entity::Attribute.prefix()))
        };
        let mut insert = if named { prefixed().unwrap_or(plain) } else { plain };
        if self.wanted.position == Position::Compared {
            insert.push(' ');
        }
        CompletionOption {
            label: column.key.clone(),
            insert,
            caret: None,
            kind: option_kind(column.entity),
            detail: match found {
                Some(found) if column.entity != Entity::Dataset => detail(column, found, self.runs.rows()),
                Some(found) => with_runs(column, found, self.runs.rows()),
                None => format!("{} · no run has it", column.entity.word()),
            },
            help: Some(help(column)),
        }
    }
}

/// What is said of a column beside its values.
pub(super) fn help(column: &ColumnRef) -> &'static str {
    let known = attribute(&column.key).filter(|_| column.entity == Entity::Attribute).map(|known| known.help);
    let of_entity = || ENTITIES.iter().find(|entry| entry.entity == column.entity).map(|entry| entry.help);
    known.or_else(of_entity).unwrap_or_default()
}

/// `metric · 1,204 runs · 0.61 – 0.94`, as far as it is known.
pub(super) fn detail(column: &ColumnRef, found: &Column, rows: usize) -> String {
    let mut text = with_runs(column, found, rows);
    if let Some(range) = range(column, found) {
        text.push_str(" · ");
        text.push_str(&range);
    }
    text
}

fn with_runs(column: &ColumnRef, found: &Column, rows: usize) -> String {
    let word = column.entity.word();
    match found.summary().missing {
        Some(missing) => format!("{word} · {}", runs_in_words(rows.saturating_sub(missing))),
        None => word.to_owned(),
    }
}

/// From the smallest to the largest number, the only value, or how many there are.
pub(super) fn range(column: &ColumnRef, found: &Column) -> Option<String> {
    let summary = found.summary();
    if let (Some(false), Ok(values)) = (summary.varies, found.values()) {
        let row = (0..values.len()).find(|row| !values.is_missing(*row))?;
        return Some(match values.real_at(row) {
            Some(number) => short(number),
            None => shortened(&values.text_at(row)?),
        });
    }
    if let Ok(Values::Text(texts)) = found.values()
        && !kind_of_values(found).is_number()
    {
        return Some(quantity(texts.distinct().iter().len(), "value"));
    }
    let (min, max) = (summary.min?, summary.max?);
    let is_duration = column.entity == Entity::Attribute && column.key == "duration";
    let tell = |value: f64| match kind_of_values(found) {
        Kind::Time => day(value),
        Kind::Boolean => (value > 0.0).to_string(),
        _ if is_duration => duration(value),
        _ => short(value),
    };
    let (low, high) = (tell(min), tell(max));
    Some(if low == high { low } else { format!("{low} – {high}") })
}

/// The most characters of a value in a line about something else.
const VALUE_CHARS: usize = 40;

/// A text on one line, cut where it is long.
pub(super) fn shortened(text: &str) -> String {
    let mut visible: String = text.chars().take(VALUE_CHARS).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if text.chars().nth(VALUE_CHARS).is_some() {
        visible.push('…');
    }
    visible
}

fn fits(column: &Column, wanted: Kind) -> bool {
    match kind_of_values(column) {
        Kind::Text if !column.is_loaded() => wanted.is_number() == (column.name().kind == ColumnKind::Metric),
        kind if wanted.is_number() => kind.is_number(),
        kind => kind == wanted,
    }
}

/// The class of a name that people write elsewhere for an attribute, one worse than that of its own name.
fn alias_class(name: &ColumnName, class: &dyn Fn(&str) -> Option<u8>) -> Option<u8> {
    let known = attribute(&name.key).filter(|_| name.kind == ColumnKind::Attribute)?;
    known
        .aliases
        .iter()
        .chain(known.elsewhere)
        .filter_map(|alias| class(alias))
        .min()
        .filter(|class| *class <= PREFIX)
        .map(|class| class + 1)
}

/// Shorter keys come first once something is typed.
fn length(typed: &Typed, key: &str) -> usize {
    if typed.word.is_empty() { 0 } else { key.len() }
}

fn group(name: &ColumnName) -> u8 {
    match name.kind {
        ColumnKind::Metric => 0,
        ColumnKind::Param => 1,
        ColumnKind::Attribute => 2,
        ColumnKind::Tag if !name.key.starts_with("mlflow.") => 3,
        ColumnKind::Tag => 4,
    }
}

pub(super) fn entity_of(kind: ColumnKind) -> Entity {
    match kind {
        ColumnKind::Attribute => Entity::Attribute,
        ColumnKind::Param => Entity::Param,
        ColumnKind::Metric => Entity::Metric,
        ColumnKind::Tag => Entity::Tag,
    }
}

pub(super) fn option_kind(entity: Entity) -> OptionKind {
    match entity {
        Entity::Attribute => OptionKind::Attribute,
        Entity::Param => OptionKind::Param,
        Entity::Metric => OptionKind::Metric,
        Entity::Tag => OptionKind::Tag,
        Entity::Dataset => OptionKind::Dataset,
    }
}
