use runloom_query::Literal;
use runloom_table::{ColumnName, RunTable};

/// An unknown name is answered with as many names at most.
const MOST_LISTED: usize = 8;

/// What the text of a report may call the sources of its runs.
///
/// ```
/// use runloom_report::SourceNames;
/// use runloom_table::{Column, ColumnName, RunTable, Values};
///
/// let mut runs = RunTable::new(2);
/// let files = Values::from_texts([Some("data/first.csv"), Some("data/second.csv")]);
/// runs.push(Column::loaded(ColumnName::attribute("source_file"), files));
/// let names = SourceNames::of(&runs, std::iter::empty());
/// assert_eq!(names.filter_of("second.csv")?, "source_file = 'data/second.csv'");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug)]
pub struct SourceNames {
    /// The sources that the column `source_file` tells apart.
    told: Vec<String>,
    /// The source of all runs, where there is only one.
    whole: Option<String>,
}

impl SourceNames {
    /// Those of the runs of a table: what its column `source_file` says, which has to be loaded, and the `opened` source where it is the only one.
    pub fn of<'a>(runs: &RunTable, mut opened: impl Iterator<Item = &'a str>) -> Self {
        let whole = match (opened.next(), opened.next()) {
            (Some(only), None) => Some(only.to_owned()),
            _ => None,
        };
        let mut told: Vec<String> = Vec::new();
        if let Ok(Some(files)) = runs.values(&ColumnName::attribute("source_file")) {
            for file in (0..files.len()).filter_map(|row| files.text_at(row)) {
                if told.last().is_none_or(|last| *last != file) {
                    told.push(file.into_owned());
                }
            }
        }
        told.sort();
        told.dedup();
        Self { told, whole }
    }

    /// The filter that keeps the runs of a source; empty where that is all of them. A source is called by its whole name, or by the end of its path:
    /// `b.csv` and `a/b.csv` are `../data/a/b.csv`, and so is `../a/b.csv`.
    ///
    /// # Errors
    /// A sentence that lists the names that exist.
    pub fn filter_of(&self, name: &str) -> Result<String, String> {
        let exact = self.told.iter().find(|known| *known == name);
        let mut ends = self.told.iter().filter(|known| ends_with(known, name));
        match (exact, ends.next(), ends.next()) {
            (Some(found), ..) | (None, Some(found), None) => Ok(format!("source_file = {}", Literal::Text(found.clone()))),
            (None, Some(_), Some(_)) => Err(format!("`{name}` may be several sources: {}", self.listed())),
            (None, None, _) if self.whole.iter().any(|whole| whole == name || ends_with(whole, name)) => Ok(String::new()),
            (None, None, _) => Err(format!("there is no source `{name}`; there are {}", self.listed())),
        }
    }

    fn listed(&self) -> String {
        let names = self.told.iter().chain(&self.whole);
        let mut shown: Vec<String> = names.clone().take(MOST_LISTED).map(|name| format!("`{name}`")).collect();
        if let Some(more) = names.count().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
            shown.push(format!("{more} more"));
        }
        if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
    }
}

/// Whether a path ends as another does, whatever that one says of the way up.
fn ends_with(path: &str, end: &str) -> bool {
    let mut parts = parts(path).rev();
    let mut wanted = self::parts(end).filter(|part| *part != "..").rev().peekable();
    wanted.peek().is_some() && wanted.all(|part| parts.next() == Some(part))
}

fn parts(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".")
}
