use serde::{Deserialize, Serialize};

/// How importance is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Functional analysis of variance of a random forest (Hutter, Hoos, Leyton-Brown, ICML 2014): which part of the target's variance
    /// over the whole search space is due to the param alone.
    #[default]
    Fanova,
    /// PED-ANOVA (Watanabe, Bansal, Hutter, IJCAI 2023): how much the best tenth of the runs differs from all runs in the param.
    PedAnova,
    /// Mean decrease in impurity of a random forest (Breiman, Friedman, Olshen, Stone 1984, §5.3.4; Breiman 2001): how much its splits
    /// lessen the sum of squares. Favours params with many values.
    Mdi,
    /// Permutation importance (Breiman 2001, §10): how much worse a random forest predicts the runs that a tree has not seen when the
    /// param's values are exchanged among them.
    Permutation,
    /// Squared rank correlation (Spearman 1904) with the target; of categories, eta squared of the target's ranks.
    Correlation,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 5] = [Self::Fanova, Self::PedAnova, Self::Mdi, Self::Permutation, Self::Correlation];

    /// The stable word for machines: `fanova`, `ped-anova`, `mdi`, `permutation`, `correlation`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fanova => "fanova",
            Self::PedAnova => "ped-anova",
            Self::Mdi => "mdi",
            Self::Permutation => "permutation",
            Self::Correlation => "correlation",
        }
    }

    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Fanova => "fANOVA",
            Self::PedAnova => "PED-ANOVA",
            Self::Mdi => "Impurity decrease",
            Self::Permutation => "Permutation",
            Self::Correlation => "Rank correlation",
        }
    }

    /// What the numbers mean, and what they do not, in one or two sentences.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Fanova => {
                "How much of the target's variance over the search space each param explains by itself, according to a random forest. \
                 What params do only together, and what differs between equal runs, is in none of the bars."
            }
            Self::PedAnova => {
                "How differently the best tenth of the runs is spread over each param than all runs are. It says what it takes to be among \
                 the best, not what moves the target elsewhere."
            }
            Self::Mdi => {
                "How much the splits of a random forest on each param lessen the error. It counts what params do together, and favours params \
                 with many different values."
            }
            Self::Permutation => {
                "How much worse a random forest predicts unseen runs when a param's values are exchanged among them. Of params that go \
                 together each may look unimportant, since the others stand in for it."
            }
            Self::Correlation => {
                "How well the target's rank follows each param's. A param whose best values lie in the middle looks unimportant, and what \
                 params do together is not seen."
            }
        }
    }
}
