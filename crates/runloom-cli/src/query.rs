use std::io::IsTerminal;
use std::path::Path;

use console::Term;
use runloom_query::{GroupBy, OrderKey, check_order, first_rows, order_columns, parse_order_by, resolve};
use runloom_table::{ColumnKind, ColumnName, Dataset};

use crate::arguments::{QueryArguments, QueryFormat};
use crate::failure::Failure;
use crate::filtering::{check, internal, read_filter, read_groups, refused, tell};
use crate::output::{Answer, Sink, TableContext, write_csv, write_json, write_ndjson, write_parquet, write_table};
use crate::session::Session;
use crate::{columns, diagnostics, groups, terminal};

/// Filters, orders and prints runs.
pub(crate) fn run(arguments: &QueryArguments) -> Result<(), Failure> {
    let text = arguments.filter.as_deref().unwrap_or_default();
    let filter = read_filter(text, "--filter")?;
    let order = arguments.order_by.iter().map(|key| read_order(key)).collect::<Result<Vec<OrderKey>, Failure>>()?;
    let group_by = arguments.group_by.as_deref().map(|text| read_groups(text, "--group-by")).transpose()?;
    let format = choose_format(arguments)?;

    let mut session = Session::open(&arguments.source)?;
    let runs = &session.dataset().runs;
    check(&filter.check(runs), text, "--filter")?;
    for (key, key_text) in order.iter().zip(&arguments.order_by) {
        check(&check_order(key, runs), key_text, "--order-by")?;
    }
    let names = match (arguments.columns.is_empty(), &group_by) {
        (false, _) => columns::named(&arguments.columns, runs)?,
        (true, None) => columns::default(&mut session)?,
        (true, Some(_)) => runs.of_kind(ColumnKind::Metric).map(|column| column.name().clone()).collect(),
    };
    let runs = &session.dataset().runs;
    let (filtered, ordered) = (filter.columns(runs), order_columns(&order, runs));
    let grouped = match &group_by {
        Some(group_by) => check_groups(group_by, session.dataset(), arguments.group_by.as_deref().unwrap_or_default())?,
        None => Vec::new(),
    };
    session.load(&[filtered.as_slice(), &ordered, &names, &grouped].concat())?;
    tell(&session);

    let dataset = session.dataset();
    let text = arguments.filter.as_deref().unwrap_or_default();
    let matching = filter.evaluate(dataset).map_err(|error| refused(error, text, "--filter"))?;
    let limit = arguments.limit.unwrap_or(usize::MAX);
    let context = |matching: usize, grouped: Option<usize>, asked: Vec<ColumnName>| TableContext {
        total: dataset.runs.rows(),
        matching,
        grouped,
        width: if arguments.output.is_none() { terminal::width(&Term::stdout()) } else { None },
        asked,
    };
    if let Some(group_by) = &group_by {
        let rows = first_rows(dataset, &order, &matching, usize::MAX).map_err(internal)?;
        let groups = groups::table(dataset, group_by, &names, &rows).map_err(internal)?;
        let names = groups::names(&groups.runs);
        let shown: Vec<u32> = (0..groups.runs.rows().min(limit) as u32).collect();
        let answer = Answer::new(&groups, &names, &shown).map_err(internal)?;
        let context = context(groups.runs.rows(), Some(rows.len()), grouped);
        return print(&answer, &context, arguments, format);
    }
    let rows = first_rows(dataset, &order, &matching, limit).map_err(internal)?;
    let answer = Answer::new(dataset, &names, &rows).map_err(internal)?;
    let keys = order.iter().flat_map(|key| key.expression.columns());
    let keys = keys.filter_map(|(column, _)| resolve(&dataset.runs, column)).collect();
    let asked = if arguments.columns.is_empty() { [filtered, keys].concat() } else { names.clone() };
    print(&answer, &context(matching.count(), None, asked), arguments, format)
}

fn print(answer: &Answer<'_>, context: &TableContext, arguments: &QueryArguments, format: QueryFormat) -> Result<(), Failure> {
    Sink::open(arguments.output.as_deref())?.finish(|out| match format {
        QueryFormat::Table => write_table(answer, context, out),
        QueryFormat::Csv => write_csv(&answer.sheet(), out),
        QueryFormat::Json => write_json(answer, out),
        QueryFormat::Ndjson => write_ndjson(answer, out),
        QueryFormat::Parquet => write_parquet(&answer.sheet(), out),
    })
}

fn choose_format(arguments: &QueryArguments) -> Result<QueryFormat, Failure> {
    let by_name = arguments.output.as_deref().and_then(|path: &Path| QueryFormat::of_name(path));
    let format = arguments.format.or(by_name).unwrap_or(QueryFormat::Table);
    if format == QueryFormat::Parquet && arguments.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Failure::usage("parquet is not text and is not written to a terminal", "name a file with -o FILE"));
    }
    Ok(format)
}

fn read_order(text: &str) -> Result<OrderKey, Failure> {
    parse_order_by(text).map_err(|wrong| Failure::Usage(diagnostics::render(&[wrong], text, "--order-by")))
}

/// The columns to group by, if the table has them.
fn check_groups(group_by: &GroupBy, dataset: &Dataset, text: &str) -> Result<Vec<ColumnName>, Failure> {
    group_by.names(dataset).map_err(|error| refused(error, text, "--group-by"))
}
