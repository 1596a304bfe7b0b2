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
    names: Vec<String>,
    /// Whether a column says which runs are of which source; without it all runs are of each.
    told: bool,
}

impl SourceNames {
    /// Those of the runs of a table. Where its column `source_file` tells no sources apart, they are the `opened` ones. That column has to be loaded.
    pub fn of<'a>(runs: &RunTable, opened: impl Iterator<Item = &'a str>) -> Self {
        let Ok(Some(files)) = runs.values(&ColumnName::attribute("source_file")) else {
            return Self { names: opened.map(str::to_owned).collect(), told: false };
        };
        let mut names: Vec<String> = Vec::new();
        for file in (0..files.len()).filter_map(|row| files.text_at(row)) {
            if names.last().is_none_or(|last| *last != file) {
                names.push(file.into_owned());
            }
        }
        names.sort();
        names.dedup();
        Self { names, told: true }
    }

    /// The filter that keeps the runs of a source; empty where that is all of them. A source is called by its whole name, or by the end of its path:
    /// `b.csv` and `a/b.csv` are `../data/a/b.csv`, and so is `../a/b.csv`.
    ///
    /// # Errors
    /// A sentence that lists the names that exist.
    pub fn filter_of(&self, name: &str) -> Result<String, String> {
        let whole = self.names.iter().find(|known| *known == name);
        let mut ends = self.names.iter().filter(|known| ends_with(known, name));
        let found = match (whole, ends.next(), ends.next()) {
            (Some(whole), ..) => whole,
            (None, Some(only), None) => only,
            (None, Some(_), Some(_)) => return Err(format!("`{name}` may be several sources: {}", listed(&self.names))),
            (None, None, _) => return Err(format!("there is no source `{name}`; there are {}", listed(&self.names))),
        };
        Ok(if self.told { format!("source_file = {}", Literal::Text(found.clone())) } else { String::new() })
    }
}

fn listed(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(MOST_LISTED).map(|name| format!("`{name}`")).collect();
    if names.len() > MOST_LISTED {
        shown.push(format!("{} more", names.len() - MOST_LISTED));
    }
    if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
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
