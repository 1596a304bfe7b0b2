use runloom_query::{EvaluateError, GroupBy, Groups, Summary};
use runloom_table::{Column, ColumnName, Dataset, NotLoaded, RunTable, TypedView, Values};

type Statistic = fn(&Summary) -> Option<f64>;

/// A column and the summary of each group in it.
type Summarised<'a> = (&'a ColumnName, Vec<Option<Summary>>);

/// What a group's numbers in a column are printed as.
const STATISTICS: [(&str, Statistic); 6] = [
    ("mean", |summary| Some(summary.mean)),
    ("std", |summary| summary.std),
    ("min", |summary| Some(summary.min)),
    ("max", |summary| Some(summary.max)),
    ("median", |summary| Some(summary.median)),
    ("count", |summary| Some(summary.count as f64)),
];

/// Groups as a table of their own: the columns they share, how many runs each has, the first run, and statistics of the numeric columns among `names`.
pub(crate) fn table(dataset: &Dataset, group_by: &GroupBy, names: &[ColumnName], rows: &[u32]) -> Result<Dataset, EvaluateError> {
    let keys = group_by.names(dataset)?;
    let groups = group_by.groups(dataset, rows)?;
    let first: Vec<Option<u32>> = groups.iter().map(|rows| rows.first().copied()).collect();
    let mut table = RunTable::new(groups.len());
    for name in &keys {
        table.push(Column::loaded(name.clone(), picked(dataset, name, &first)?));
    }
    let sizes = Values::from_reals(groups.iter().map(|rows| Some(rows.len() as f64)));
    table.push(Column::loaded(ColumnName::attribute("runs"), sizes));
    let run_id = ColumnName::attribute("run_id");
    table.push(Column::loaded(ColumnName::attribute("first_run"), picked(dataset, &run_id, &first)?));

    let summaries = summaries(dataset, names.iter().filter(|name| !keys.contains(name)), &groups)?;
    for (word, statistic) in STATISTICS {
        for (name, summaries) in &summaries {
            let values = summaries.iter().map(|summary| summary.as_ref().and_then(statistic));
            table.push(Column::loaded(ColumnName::attribute(format!("{word}({name})")), Values::from_reals(values)));
        }
    }
    Ok(Dataset { runs: table, ..Dataset::default() })
}

fn summaries<'a>(
    dataset: &Dataset,
    names: impl Iterator<Item = &'a ColumnName>,
    groups: &Groups,
) -> Result<Vec<Summarised<'a>>, NotLoaded> {
    let mut found = Vec::new();
    for name in names {
        let Some(values) = dataset.runs.values(name)? else { continue };
        let view = TypedView::of(values);
        if view.value_type.is_numeric() && !matches!(values, Values::Time(_)) {
            found.push((name, groups.iter().map(|rows| Summary::of(&view, rows)).collect()));
        }
    }
    Ok(found)
}

/// The cells of some rows.
fn picked(dataset: &Dataset, name: &ColumnName, rows: &[Option<u32>]) -> Result<Values, NotLoaded> {
    Ok(dataset.runs.values(name)?.map_or_else(|| Values::missing(rows.len()), |values| values.pick(rows)))
}

/// The names of a table's columns, in order.
pub(crate) fn names(table: &RunTable) -> Vec<ColumnName> {
    table.columns().iter().map(|column| column.name().clone()).collect()
}
