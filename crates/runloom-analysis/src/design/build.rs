use arrow_array::Array;
use runloom_table::{Column, ColumnKind, ColumnName, NotLoaded, RowMask, RunTable, ValueType, Values, sort_reals};

use super::scale::suits_log;
use super::status::Ends;
use super::thin::thinned;
use super::twins::twins;
use super::{Domain, Feature, Goal, RunsLeftOut, Target, Unjudged, WhyUnjudged};

/// As many different texts may a param have and still be judged as categories.
const MOST_CATEGORIES: usize = 1000;
/// Fewer texts than this never name each run.
const FEW_TEXTS: usize = 20;

/// What a statistic works on: the used runs, their target, and one [`Feature`] a param that differs between them.
#[derive(Clone, Debug)]
pub struct Design {
    /// The rows of the used runs, ascending.
    pub rows: Vec<u32>,
    /// The target of each used run, finite, turned so that smaller is better.
    pub target: Vec<f64>,
    /// The params that can be judged, in the order of the table.
    pub features: Vec<Feature>,
    /// The chosen runs that could not be used.
    pub left_out: RunsLeftOut,
    /// The params that cannot be judged, in the order of the table.
    pub unjudged: Vec<Unjudged>,
}

/// What is known of the params beside their values, and which runs count.
#[derive(Clone, Debug, Default)]
pub struct DesignOptions<'a> {
    /// The search space, as far as it is declared. A param that is not named here has the range of its values, on a logarithmic scale
    /// where these suggest one.
    pub declared: &'a [(ColumnName, Domain)],
    /// Use runs that failed, were pruned or are not finished, too, if they have a target.
    pub all_statuses: bool,
    /// Use at most this many runs: of `n` more that could be used, every `⌈n / most⌉`th. `None` is all.
    pub most_runs: Option<usize>,
    /// Of these, always so many of the best ones.
    pub keep_best: usize,
    /// Pass over params whose values are not loaded.
    pub loaded_only: bool,
    /// Judge these params only. `None` is all.
    pub only: Option<&'a [ColumnName]>,
}

impl Design {
    /// The design over the chosen rows of a table whose `status` and params are loaded. Each param is a feature: text whose values are
    /// numbers counts as numbers, `None` among numbers as a run without the param, and NaN or an infinity likewise.
    ///
    /// # Errors
    /// [`NotLoaded`] where a needed column is not loaded.
    pub fn of(table: &RunTable, rows: &RowMask, target: Target<'_>, options: &DesignOptions<'_>) -> Result<Self, NotLoaded> {
        let ends = Ends::of(table)?;
        let mut left_out = RunsLeftOut::default();
        let mut used = Vec::new();
        let mut numbers = Vec::new();
        let sign = if target.goal == Goal::Maximise { -1.0 } else { 1.0 };
        for row in rows.rows() {
            if !options.all_statuses && !ends.keeps(row, &mut left_out) {
                continue;
            }
            match target.numbers.number_at(row) {
                None => left_out.missing += 1,
                Some(number) if number.is_nan() => left_out.nan += 1,
                Some(number) if number.is_infinite() => left_out.infinite += 1,
                Some(number) => {
                    used.push(row as u32);
                    numbers.push(sign * number);
                }
            }
        }
        if let Some(kept) = options.most_runs.and_then(|most| thinned(&numbers, most, options.keep_best)) {
            left_out.thinned = used.len() - kept.len();
            used = kept.iter().map(|&at| used[at]).collect();
            numbers = kept.iter().map(|&at| numbers[at]).collect();
        }
        let mut design = Self { rows: used, target: numbers, features: Vec::new(), left_out, unjudged: Vec::new() };
        let is_asked = |column: &&Column| {
            (column.is_loaded() || !options.loaded_only) && options.only.is_none_or(|names| names.contains(column.name()))
        };
        for column in table.of_kind(ColumnKind::Param).filter(is_asked) {
            let declared = options.declared.iter().find(|(name, _)| name == column.name()).map(|(_, domain)| domain);
            match feature(column, &design.rows, declared)? {
                Ok(feature) => design.features.push(feature),
                Err(unjudged) => design.unjudged.push(unjudged),
            }
        }
        Ok(design)
    }

    /// How many runs are used.
    pub fn runs(&self) -> usize {
        self.rows.len()
    }

    /// The same over the best runs only: the given part of them, those with equal targets all in or all out. What matters among the best
    /// need not be what matters among all.
    ///
    /// Params that are the same in all of these remain features, of which nothing can be said.
    #[must_use]
    pub fn among_best(&self, part: f64) -> Self {
        let mut ordered = self.target.clone();
        sort_reals(&mut ordered);
        let place = (libm::ceil(part * ordered.len() as f64) as usize).saturating_sub(1);
        let cut = ordered.get(place).copied().unwrap_or(f64::INFINITY);
        let keep: Vec<usize> = (0..self.target.len()).filter(|&run| self.target[run] <= cut).collect();
        let pick = |values: &[f64]| keep.iter().map(|&run| values[run]).collect::<Vec<f64>>();
        let feature = |feature: &Feature| {
            let values = pick(&feature.values);
            let runs = values.iter().filter(|value| !value.is_nan()).count();
            Feature { name: feature.name.clone(), domain: feature.domain.clone(), values, runs }
        };
        let left_out = RunsLeftOut { not_best: self.target.len() - keep.len(), ..self.left_out };
        Self {
            rows: keep.iter().map(|&run| self.rows[run]).collect(),
            target: pick(&self.target),
            features: self.features.iter().map(feature).collect(),
            left_out,
            unjudged: self.unjudged.clone(),
        }
    }

    /// Whether all used runs have the same target, so that nothing can explain a difference.
    pub fn target_is_constant(&self) -> bool {
        self.target.iter().all(|value| Some(value) == self.target.first())
    }

    /// Groups of features that say the same: in every run the value of one gives those of the others, in the same order or the reverse.
    /// Importance cannot tell them apart, and spreads what they do over all of them.
    pub fn twins(&self) -> Vec<Vec<usize>> {
        twins(&self.features)
    }
}

/// The feature of a column over some rows, or why there is none.
fn feature(column: &Column, rows: &[u32], declared: Option<&Domain>) -> Result<Result<Feature, Unjudged>, NotLoaded> {
    let typed = column.typed()?;
    let number = |row: &u32| typed.number_at(*row as usize).filter(|v| v.is_finite()).unwrap_or(f64::NAN);
    let (values, domain) = match (typed.value_type, column.values()?, declared) {
        (_, given, Some(Domain::Categories(names))) => {
            let place = |row: &u32| given.text_at(*row as usize).and_then(|text| names.iter().position(|name| *name == text));
            let values = rows.iter().map(|row| place(row).map_or(f64::NAN, |at| at as f64)).collect();
            (values, Domain::Categories(names.clone()))
        }
        (ValueType::Category, Values::Text(_), _) => categories(column.values()?, rows),
        (ValueType::Boolean, ..) => {
            (rows.iter().map(number).collect(), Domain::Categories(vec!["false".to_owned(), "true".to_owned()]))
        }
        (_, _, declared) => {
            let values: Vec<f64> = rows.iter().map(number).collect();
            let domain = declared.cloned().unwrap_or_else(|| observed(&values));
            (values, domain)
        }
    };
    let mut present = values.iter().filter(|v| !v.is_nan());
    let first = present.next();
    let runs = first.map_or(0, |_| 1 + present.clone().count());
    let unjudged = |why| Ok(Err(Unjudged { name: column.name().clone(), runs, why }));
    if first.is_none() {
        return unjudged(WhyUnjudged::NoValues);
    }
    if present.all(|value| Some(value) == first) || domain.is_single() {
        return unjudged(WhyUnjudged::Constant);
    }
    if declared.is_none() && domain.categories().is_some_and(|names| names_each_run(names.len(), runs)) {
        return unjudged(WhyUnjudged::NamesEachRun);
    }
    Ok(Ok(Feature { name: column.name().clone(), domain, values, runs }))
}

fn names_each_run(texts: usize, runs: usize) -> bool {
    texts > MOST_CATEGORIES || texts > FEW_TEXTS && texts * 2 > runs
}

/// The texts of some rows by order of first appearance among these.
fn categories(values: &Values, rows: &[u32]) -> (Vec<f64>, Domain) {
    let Values::Text(texts) = values else { return (Vec::new(), Domain::Categories(Vec::new())) };
    let distinct = texts.distinct();
    let mut place_of = vec![f64::NAN; distinct.len()];
    let mut names = Vec::new();
    let mut place = |row: &u32| {
        if values.is_missing(*row as usize) {
            return f64::NAN;
        }
        let code = texts.codes().value(*row as usize) as usize;
        let Some(place) = place_of.get_mut(code) else { return f64::NAN };
        if place.is_nan() {
            *place = names.len() as f64;
            // Of names that are too many to be judged, the count is enough.
            names.push(if names.len() <= MOST_CATEGORIES { distinct.value(code).to_owned() } else { String::new() });
        }
        *place
    };
    let values = rows.iter().map(&mut place).collect();
    (values, Domain::Categories(names))
}

/// The range of the values of some runs.
fn observed(values: &[f64]) -> Domain {
    let present = || values.iter().copied().filter(|v| !v.is_nan());
    let low = present().fold(f64::INFINITY, f64::min);
    let high = present().fold(f64::NEG_INFINITY, f64::max);
    let whole = low.abs() < 1e15 && high.abs() < 1e15 && present().all(|v| v - (v as i64) as f64 == 0.0);
    Domain::Numeric { low, high, log: suits_log(values), step: whole.then_some(1.0) }
}
