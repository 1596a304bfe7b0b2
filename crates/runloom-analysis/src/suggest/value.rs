use std::fmt;

use runloom_table::format_real;

use crate::design::{Domain, Feature};

/// One value of a param, in its own units.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamValue {
    /// A number, finite.
    Real(f64),
    /// A whole number.
    Whole(i64),
    /// True or false.
    Truth(bool),
    /// A category.
    Text(String),
}

impl ParamValue {
    /// What a value of a feature stands for; `None` where it is absent.
    pub(crate) fn of(feature: &Feature, value: f64) -> Option<Self> {
        if value.is_nan() {
            return None;
        }
        let number = |step: &Option<f64>| match step {
            Some(step) if step.to_bits() == 1.0_f64.to_bits() && value.abs() < 1e15 => Self::Whole(value as i64),
            _ => Self::Real(value),
        };
        match &feature.domain {
            Domain::Categories(names) => names.get(value as usize).map(|name| Self::of_category(names, name)),
            Domain::Numeric { step, .. } => Some(number(step)),
        }
    }

    /// A category among others; where all of them are words for true and false, these are meant.
    fn of_category(all: &[String], name: &str) -> Self {
        let truth = |name: &str| match name {
            "true" | "True" => Some(true),
            "false" | "False" => Some(false),
            _ => None,
        };
        match truth(name).filter(|_| all.iter().all(|name| truth(name).is_some())) {
            Some(value) => Self::Truth(value),
            None => Self::Text(name.to_owned()),
        }
    }
}

impl fmt::Display for ParamValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Real(value) => f.write_str(&format_real(*value)),
            Self::Whole(value) => write!(f, "{value}"),
            Self::Truth(value) => write!(f, "{value}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}
