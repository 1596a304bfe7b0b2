//! Opens a file and answers one filter many times. Prints JSON: the ids of the runs, and the median time of each step in nanoseconds.
#![expect(clippy::print_stdout, reason = "this is its answer")]

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use clap::Parser;
use runloom_query::{Filter, OrderKey, default_order, first_rows, order_columns, parse_filter, parse_order_by};
use runloom_source::{ByteSource as _, Limits, MemorySource, Workspace, load, open};
use runloom_table::{ColumnName, Dataset};
use serde_json::json;

/// Answer one filter many times.
#[derive(Parser)]
struct Arguments {
    /// The file with the runs.
    file: PathBuf,
    /// The filter.
    #[arg(long)]
    filter: String,
    /// A sort key; MLflow's order when left out.
    #[arg(long)]
    order_by: Option<String>,
    /// How many runs are put in order; all when left out.
    #[arg(long, default_value_t = usize::MAX)]
    limit: usize,
    /// How often.
    #[arg(long, default_value_t = 101)]
    times: usize,
}

/// What one answer took, in nanoseconds.
#[derive(Default)]
struct Times {
    parse: Vec<u128>,
    evaluate: Vec<u128>,
    order: Vec<u128>,
    all: Vec<u128>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let workspace = opened(&arguments)?;
    let dataset = workspace.dataset();
    let mut times = Times::default();
    let mut answer = (0, Vec::new());
    for _ in 0..arguments.times {
        answer = answered(dataset, &arguments, &mut times)?;
    }
    let ids = dataset.runs.values(&ColumnName::attribute("run_id"))?;
    let ids: Vec<String> = answer.1.iter().filter_map(|row| Some(ids?.text_at(*row as usize)?.into_owned())).collect();
    let medians = json!({
        "parse": median(times.parse), "evaluate": median(times.evaluate), "order": median(times.order), "all": median(times.all),
    });
    println!("{}", json!({ "matching": answer.0, "median_ns": medians, "run_ids": ids }));
    Ok(())
}

/// The file, with the columns that the answer reads.
fn opened(arguments: &Arguments) -> Result<Workspace> {
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(&arguments.file).with_context(|| format!("{} cannot be read", arguments.file.display()))?;
    let source = MemorySource::new(bytes);
    let mut workspace = Workspace::default();
    workspace.add(open(&source, &name, Limits::default(), &mut |_| {})?);
    let runs = &workspace.dataset().runs;
    let mut needed = filter(&arguments.filter)?.columns(runs);
    needed.extend(order_columns(&order(arguments)?, runs));
    needed.push(ColumnName::attribute("run_id"));
    load(&mut workspace, &needed, &mut |_, range| source.read(range), &mut |_| {}).map_err(|failed| failed.error)?;
    Ok(workspace)
}

/// How many runs match, and the first of them in order.
fn answered(dataset: &Dataset, arguments: &Arguments, times: &mut Times) -> Result<(usize, Vec<u32>)> {
    let begun = Instant::now();
    let (filter, order) = (filter(&arguments.filter)?, order(arguments)?);
    let read = Instant::now();
    let mask = filter.evaluate(dataset)?;
    let matching = mask.count();
    let evaluated = Instant::now();
    let rows = first_rows(dataset, &order, &mask, arguments.limit)?;
    let done = Instant::now();
    times.parse.push((read - begun).as_nanos());
    times.evaluate.push((evaluated - read).as_nanos());
    times.order.push((done - evaluated).as_nanos());
    times.all.push((done - begun).as_nanos());
    Ok((matching, rows))
}

fn filter(text: &str) -> Result<Filter> {
    let parsed = parse_filter(text);
    match parsed.filter {
        Some(filter) => Ok(filter),
        None => bail!("--filter: {}", parsed.diagnostics.first().map_or("unreadable", |wrong| &wrong.message)),
    }
}

fn order(arguments: &Arguments) -> Result<Vec<OrderKey>> {
    match &arguments.order_by {
        Some(text) => match parse_order_by(text) {
            Ok(key) => Ok(vec![key]),
            Err(wrong) => bail!("--order-by: {}", wrong.message),
        },
        None => Ok(default_order()),
    }
}

fn median(mut times: Vec<u128>) -> Option<u64> {
    times.sort_unstable();
    times.get(times.len() / 2).and_then(|time| u64::try_from(*time).ok())
}
