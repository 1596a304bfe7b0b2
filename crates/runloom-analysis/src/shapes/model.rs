use crate::design::{Design, Domain, Goal};
use crate::forest::{Boosted, Spread};

/// A forest to ask how the target depends on params. An [`ImportanceTask`](crate::ImportanceTask) by [`Method::Fanova`](crate::Method::Fanova)
/// leaves it behind.
pub struct Shapes {
    pub(super) design: Design,
    pub(super) forest: Boosted,
    /// A prediction of 0, and how much 1 more is, in the units of the target as it was given.
    zero: f64,
    one: f64,
    sign: f64,
}

impl Shapes {
    pub(crate) fn new(design: Design, forest: Boosted, goal: Goal) -> Self {
        let (given, scaled) = (&design.target, &forest.stages[0].target);
        let mut ends = (0, 0);
        for (at, value) in given.iter().enumerate() {
            ends.0 = if *value < given[ends.0] { at } else { ends.0 };
            ends.1 = if *value > given[ends.1] { at } else { ends.1 };
        }
        let (least, most) = ends;
        let value = |values: &[f64], at: usize| values.get(at).copied().unwrap_or(0.0);
        let run = value(scaled, most) - value(scaled, least);
        let one = if run > 0.0 { (value(given, most) * 0.5 - value(given, least) * 0.5) / run * 2.0 } else { 0.0 };
        let zero = value(given, least) - value(scaled, least) * one;
        let sign = if goal == Goal::Maximise { -1.0 } else { 1.0 };
        Self { design, forest, zero: sign * zero, one: sign * one, sign }
    }

    /// The design that the forest was grown on.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// The target of each run of the design, as it was given.
    pub fn targets(&self) -> impl Iterator<Item = f64> {
        self.design.target.iter().map(|target| self.sign * target)
    }

    /// The runs that have a feature: its value, an index for categories, and the target as it was given. Nothing where there is no such
    /// feature.
    pub fn runs(&self, feature: usize) -> impl Iterator<Item = (f64, f64)> {
        let values = self.design.features.get(feature).map_or(&[][..], |feature| &feature.values);
        values
            .iter()
            .zip(&self.design.target)
            .filter(|(value, _)| !value.is_nan())
            .map(|(value, target)| (*value, self.sign * target))
    }

    /// A prediction in the units of the target as it was given.
    pub(super) fn in_units(&self, prediction: f64) -> f64 {
        self.zero + self.one * prediction
    }

    /// The column of a feature.
    pub(super) fn column(&self, feature: usize) -> Option<usize> {
        self.forest.encoded().of_feature.get(feature).filter(|columns| !columns.is_empty()).map(|columns| columns.start)
    }

    /// Values of a feature, in its own units, that are evenly spread on its scale; each category for categories.
    pub(super) fn values(&self, feature: usize, points: usize) -> Vec<f64> {
        match (&self.design.features[feature].domain, self.column(feature)) {
            (Domain::Categories(names), _) => (0..names.len()).map(|category| category as f64).collect(),
            (Domain::Numeric { low, high, .. }, Some(column)) => {
                let last = (points.max(2) - 1) as f64;
                let Spread::Even { low: from, high: to } = self.forest.encoded().columns[column].measure.values else {
                    return Vec::new();
                };
                let is_log = self.is_log(feature, (from, to));
                let (first, end) = if is_log { (libm::log(*low), libm::log(*high)) } else { (*low, *high) };
                let place = |at: usize| first * (1.0 - at as f64 / last) + end * (at as f64 / last);
                let value = |at: usize| if is_log { libm::exp(place(at)).clamp(*low, *high) } else { place(at) };
                (0..points.max(2)).map(value).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The coordinate of a value of a feature.
    pub(super) fn place(&self, feature: usize, value: f64) -> f64 {
        let Some(column) = self.column(feature).map(|column| &self.forest.encoded().columns[column]) else { return value };
        match &column.measure.values {
            Spread::Cells(_) => column.places.get(value as usize).copied().unwrap_or(0.0),
            Spread::Even { low, high } if self.is_log(feature, (*low, *high)) => libm::log(value),
            Spread::Even { .. } => value,
        }
    }

    /// Whether coordinates of a feature are logarithms: those of a range that is otherwise its own.
    fn is_log(&self, feature: usize, (from, _): (f64, f64)) -> bool {
        match self.design.features[feature].domain {
            Domain::Numeric { low, log: true, step, .. } => {
                let half = step.unwrap_or(0.0) / 2.0;
                low > half && libm::log(low - half).to_bits() == from.to_bits()
            }
            _ => false,
        }
    }
}
