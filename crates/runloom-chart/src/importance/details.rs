//! What the values of a param are, in a few words.

use runloom_analysis::{Domain, Feature};

use crate::number_text::{count, significant};

/// As many names are told, and as many characters of them.
const MOST_NAMES: usize = 3;
const MOST_CHARS: usize = 24;

/// `int 4–7`, `log 0.03–0.1`, `relu, tanh`, `12 values`.
pub(super) fn detail(feature: &Feature) -> String {
    match &feature.domain {
        Domain::Numeric { low, high, log, step } => {
            let kind = match (log, step) {
                (true, _) => "log ",
                (_, Some(_)) => "int ",
                _ => "",
            };
            format!("{kind}{}–{}", significant(*low, 3), significant(*high, 3))
        }
        Domain::Categories(names) => {
            let chars: usize = names.iter().map(|name| name.chars().count() + 2).sum();
            if names.len() <= MOST_NAMES && chars <= MOST_CHARS + 2 {
                names.join(", ")
            } else {
                format!("{} values", count(names.len()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use runloom_table::ColumnName;

    use super::*;

    #[test]
    fn ranges_and_names_are_told() {
        let of = |domain| detail(&Feature { name: ColumnName::param("p"), domain, values: Vec::new(), runs: 0 });
        let numeric = |low, high, log, step| Domain::Numeric { low, high, log, step };
        assert_eq!(of(numeric(4.0, 7.0, false, Some(1.0))), "int 4–7");
        assert_eq!(of(numeric(1e-5, 0.1, true, None)), "log 1e-5–0.1");
        assert_eq!(of(numeric(-1.0, 0.5, false, None)), "−1–0.5");
        let names = |names: &[&str]| Domain::Categories(names.iter().map(ToString::to_string).collect());
        assert_eq!(of(names(&["relu", "tanh"])), "relu, tanh");
        assert_eq!(of(names(&["a", "b", "c", "d"])), "4 values");
        assert_eq!(of(names(&["a rather long name", "another"])), "2 values");
    }
}
