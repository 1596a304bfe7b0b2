use std::ops::Range;
use std::rc::Rc;

use runloom_table::sort_places;

use super::measure::ABSENT;
use super::{Encoding, Measure, SortedColumn, Spread, Tree};
use crate::design::{Design, Domain, Feature};

/// The most categories that become columns of their own.
const MOST_ONE_HOT: usize = 10;

/// The columns of a forest.
#[derive(Clone)]
pub(crate) struct Encoded {
    pub(crate) columns: Vec<EncodedColumn>,
    /// The columns of each feature of the design.
    pub(crate) of_feature: Vec<Range<usize>>,
    /// By run, the index of its value in each column.
    codes: Rc<Vec<u32>>,
}

/// One column of a forest.
#[derive(Clone)]
pub(crate) struct EncodedColumn {
    /// The coordinates of the runs.
    pub(crate) sorted: Rc<SortedColumn>,
    /// How the space of the column is spread over its coordinates.
    pub(crate) measure: Measure,
    /// Of each category, its coordinate.
    pub(crate) places: Vec<f64>,
}

impl Encoded {
    /// The columns of a design, given its target.
    pub(crate) fn of(design: &Design, target: &[f64], encoding: Encoding) -> Self {
        let mut encoded = Self::empty();
        for feature in &design.features {
            let first = encoded.columns.len();
            match (encoding, &feature.domain) {
                (Encoding::AsOptuna, _) if feature.is_conditional() => {}
                (Encoding::AsOptuna, Domain::Categories(names)) if names.len() <= MOST_ONE_HOT => {
                    encoded.columns.extend((0..names.len()).map(|category| one_hot(feature, category as f64)));
                }
                (_, Domain::Categories(names)) => encoded.columns.push(ordered(feature, names.len(), target)),
                (_, &Domain::Numeric { low, high, log, step }) => {
                    let half = step.filter(|_| encoding == Encoding::Scaled).unwrap_or(0.0) / 2.0;
                    let log = log && encoding == Encoding::Scaled && low > half;
                    encoded.columns.push(numeric(feature, (low - half, high + half), log));
                }
            }
            encoded.of_feature.push(first..encoded.columns.len());
        }
        encoded.line_up(target.len());
        encoded
    }

    /// No columns.
    pub(crate) fn empty() -> Self {
        Self { columns: Vec::new(), of_feature: Vec::new(), codes: Rc::default() }
    }

    /// Puts the codes of each run side by side.
    fn line_up(&mut self, runs: usize) {
        let of_run = |run: usize| self.columns.iter().map(move |column| column.sorted.codes[run]);
        self.codes = Rc::new((0..runs).flat_map(of_run).collect());
    }

    /// What a tree predicts for a run of the design; columns in `exchanged` have the value of another run.
    pub(crate) fn predict(&self, tree: &Tree, run: usize, exchanged: &Range<usize>, other: usize) -> f64 {
        let width = self.columns.len();
        let codes = &self.codes[run * width..(run + 1) * width];
        let others = &self.codes[other * width..(other + 1) * width];
        tree.predict(|node| {
            let column = node.column as usize;
            (if exchanged.contains(&column) { others } else { codes })[column] > node.upto
        })
    }

    /// The same columns for another target, which may put categories in another order.
    pub(crate) fn for_target(&self, design: &Design, target: &[f64]) -> Self {
        let mut encoded = self.clone();
        for (feature, columns) in design.features.iter().zip(&self.of_feature) {
            if let (Domain::Categories(names), Some(column)) = (&feature.domain, encoded.columns.get_mut(columns.start))
                && !column.places.is_empty()
            {
                *column = ordered(feature, names.len(), target);
            }
        }
        encoded.line_up(target.len());
        encoded
    }
}

impl EncodedColumn {
    fn new(values: &[f64], measure: Measure) -> Self {
        Self { sorted: Rc::new(SortedColumn::of(values)), measure, places: Vec::new() }
    }
}

pub(super) fn absent_part(feature: &Feature) -> f64 {
    (feature.values.len() - feature.runs) as f64 / feature.values.len() as f64
}

fn numeric(feature: &Feature, (low, high): (f64, f64), log: bool) -> EncodedColumn {
    let place = |v: f64| if log { libm::log(v) } else { v };
    let values: Vec<f64> = feature.values.iter().map(|&v| if v.is_nan() { ABSENT } else { place(v) }).collect();
    let spread = Spread::Even { low: place(low), high: place(high) };
    EncodedColumn::new(&values, Measure { absent: absent_part(feature), values: spread })
}

fn one_hot(feature: &Feature, category: f64) -> EncodedColumn {
    let values: Vec<f64> = feature.values.iter().map(|v| f64::from(u8::from((v - category).abs() < 0.5))).collect();
    EncodedColumn::new(&values, Measure { absent: 0.0, values: Spread::Even { low: 0.0, high: 1.0 } })
}

fn ordered(feature: &Feature, categories: usize, target: &[f64]) -> EncodedColumn {
    let overall = target.iter().sum::<f64>() / target.len() as f64;
    let mut means = vec![(0.0, 0.0); categories];
    for (value, target) in feature.values.iter().zip(target).filter(|(value, _)| !value.is_nan()) {
        if let Some((sum, count)) = means.get_mut(*value as usize) {
            *sum += target;
            *count += 1.0;
        }
    }
    let means: Vec<f64> = means.iter().map(|(sum, count)| if *count > 0.0 { sum / count } else { overall }).collect();
    let mut order: Vec<u32> = (0..categories as u32).collect();
    sort_places(&mut order, &mut |a, b| means[a as usize].total_cmp(&means[b as usize]));
    let mut places = vec![0.0; categories];
    for (place, category) in order.iter().enumerate() {
        places[*category as usize] = place as f64;
    }
    let place = |v: &f64| if v.is_nan() { ABSENT } else { places.get(*v as usize).copied().unwrap_or(ABSENT) };
    let values: Vec<f64> = feature.values.iter().map(place).collect();
    let measure = Measure::cells(absent_part(feature), &vec![1.0; categories]);
    EncodedColumn { places, ..EncodedColumn::new(&values, measure) }
}
