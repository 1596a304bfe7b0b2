/// A value within the text of a report: `best metrics.val_auc where params.model = 'xgboost'`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueQuery {
    /// What is found.
    pub function: ValueFunction,
    /// Of which column; empty where the function takes none.
    pub column: String,
    /// Among which runs; empty for all.
    pub filter: String,
}

/// What of a column, or of runs, is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueFunction {
    /// How many runs.
    Count,
    /// The best number, by the direction that the name suggests.
    Best,
    /// The name of the run that has it.
    Winner,
    /// The smallest number.
    Min,
    /// The largest number.
    Max,
    /// The mean of the numbers.
    Mean,
    /// The median of the numbers.
    Median,
}

impl ValueFunction {
    /// All functions with their words.
    pub const ALL: [(&'static str, Self); 7] = [
        ("count", Self::Count),
        ("best", Self::Best),
        ("winner", Self::Winner),
        ("min", Self::Min),
        ("max", Self::Max),
        ("mean", Self::Mean),
        ("median", Self::Median),
    ];
}

impl ValueQuery {
    /// Reads what stands between the braces.
    ///
    /// # Errors
    /// What is wrong, in a sentence.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (head, filter) = match text.split_once(" where ") {
            Some((head, filter)) => (head.trim(), filter.trim()),
            None => (text, ""),
        };
        let (word, column) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
        let function = ValueFunction::ALL.iter().find(|(name, _)| *name == word).map(|(_, function)| *function);
        let function = function.ok_or_else(|| {
            let words: Vec<&str> = ValueFunction::ALL.iter().map(|(name, _)| *name).collect();
            format!("`{word}` is no value; there are {}", words.join(", "))
        })?;
        let column = column.trim().to_owned();
        if column.is_empty() != (function == ValueFunction::Count) {
            return Err(if column.is_empty() {
                format!("`{word}` of what? Name a column: `{word} metrics.loss`")
            } else {
                "`count` takes no column".to_owned()
            });
        }
        Ok(Self { function, column, filter: filter.to_owned() })
    }

    /// What [`ValueQuery::read`] reads.
    pub fn text(&self) -> String {
        let word = ValueFunction::ALL.iter().find(|(_, function)| *function == self.function).map_or("", |(word, _)| word);
        let filter = if self.filter.is_empty() { String::new() } else { format!("where {}", self.filter) };
        [word, &self.column, &filter].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_with_their_filter() {
        let query = ValueQuery::read(" best metrics.val_auc where params.model = 'x' ").unwrap();
        assert_eq!(
            (query.function, query.column.as_str(), query.filter.as_str()),
            (ValueFunction::Best, "metrics.val_auc", "params.model = 'x'")
        );
        assert_eq!(ValueQuery::read("count where status = 'FAILED'").unwrap().filter, "status = 'FAILED'");
        assert!(ValueQuery::read("sum metrics.a").unwrap_err().contains("count, best"));
        assert!(ValueQuery::read("mean").unwrap_err().contains("Name a column"));
        assert!(ValueQuery::read("count metrics.a").is_err());
    }
}
