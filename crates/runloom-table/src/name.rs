use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a column says about a run, in MLflow's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// A fact the tracker keeps about every run: `run_id`, `status`, `start_time`, …
    Attribute,
    /// An input of the run: `params.learning_rate`.
    Param,
    /// A result of the run: `metrics.val_auc`.
    Metric,
    /// A note on the run: `tags.author`.
    Tag,
}

impl ColumnKind {
    /// All kinds, in the order in which tables show them.
    pub const ALL: [Self; 4] = [Self::Attribute, Self::Param, Self::Metric, Self::Tag];

    /// The singular word for people: `param`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Attribute => "attribute",
            Self::Param => "param",
            Self::Metric => "metric",
            Self::Tag => "tag",
        }
    }

    /// The prefix of full names, with its dot; empty for attributes.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Attribute => "",
            Self::Param => "params.",
            Self::Metric => "metrics.",
            Self::Tag => "tags.",
        }
    }
}

/// The full name of a column: its kind and its key, which may itself hold dots, slashes and spaces. Serialised as one string.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnName {
    /// What the column says about a run.
    pub kind: ColumnKind,
    /// The key as the tracker wrote it.
    pub key: String,
}

impl ColumnName {
    /// A name of the given kind.
    pub fn new(kind: ColumnKind, key: impl Into<String>) -> Self {
        Self { kind, key: key.into() }
    }

    /// The attribute `key`.
    pub fn attribute(key: impl Into<String>) -> Self {
        Self::new(ColumnKind::Attribute, key)
    }

    /// The param `key`.
    pub fn param(key: impl Into<String>) -> Self {
        Self::new(ColumnKind::Param, key)
    }

    /// The metric `key`.
    pub fn metric(key: impl Into<String>) -> Self {
        Self::new(ColumnKind::Metric, key)
    }

    /// The tag `key`.
    pub fn tag(key: impl Into<String>) -> Self {
        Self::new(ColumnKind::Tag, key)
    }

    /// Reads a full name as [`fmt::Display`] writes it. Text without one of the three prefixes is an attribute.
    pub fn parse(full: &str) -> Self {
        for kind in [ColumnKind::Param, ColumnKind::Metric, ColumnKind::Tag] {
            if let Some(key) = full.strip_prefix(kind.prefix()) {
                return Self::new(kind, key);
            }
        }
        Self::attribute(full)
    }
}

impl fmt::Display for ColumnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind.prefix(), self.key)
    }
}

impl Serialize for ColumnName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ColumnName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|full| Self::parse(&full))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_round_trip() {
        for full in ["run_id", "params.a.b", "metrics.val/loss", "tags.mlflow.runName", "params."] {
            assert_eq!(ColumnName::parse(full).to_string(), full);
        }
    }

    #[test]
    fn names_are_serialised_as_they_are_read() {
        let name = ColumnName::metric("val/loss");
        let json = serde_json::to_string(&name).unwrap();
        assert_eq!(json, "\"metrics.val/loss\"");
        assert_eq!(serde_json::from_str::<ColumnName>(&json).unwrap(), name);
        assert_eq!(serde_json::to_string(&ColumnKind::Param).unwrap(), "\"param\"");
    }
}
