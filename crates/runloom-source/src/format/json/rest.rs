//! Runs as MLflow's REST API gives them (`runs/search`, `runs/get`).

use super::columns::Columns;
use super::lexer::Scalar;
use super::tree::Tree;

/// Whether a value is a run: `{"info": {…}, "data": {…}}`.
pub(crate) fn is_run(tree: &Tree) -> bool {
    tree.get("info").is_some_and(|info| info.get("run_id").or_else(|| info.get("run_uuid")).is_some())
}

/// The runs of a page of answers, of an answer about one run, or of a run itself. `None` where the value is none of these.
pub(crate) fn runs_of(tree: &Tree) -> Option<&[Tree]> {
    if is_run(tree) {
        return Some(std::slice::from_ref(tree));
    }
    if let Some(run) = tree.get("run").filter(|run| is_run(run)) {
        return Some(std::slice::from_ref(run));
    }
    let runs = tree.get("runs")?;
    let page = tree.members().iter().all(|(key, _)| matches!(key.as_str(), "runs" | "next_page_token"));
    (page && matches!(runs, Tree::List(_)) && runs.items().iter().all(is_run)).then(|| runs.items())
}

/// Whether the tracker marks a run deleted.
pub(crate) fn is_deleted(run: &Tree) -> bool {
    run.get("info").and_then(|info| info.get("lifecycle_stage")).and_then(Tree::text) == Some("deleted")
}

/// Puts a run in a row, under the names that `search_runs` gives.
pub(crate) fn put_run(run: &Tree, row: usize, columns: &mut Columns) {
    columns.restart();
    let info = run.get("info").map_or(&[][..], Tree::members);
    let has_id = info.iter().any(|(key, _)| key == "run_id");
    for (key, value) in info {
        match (key.as_str(), value.text()) {
            ("run_uuid", _) if has_id => {}
            ("run_uuid", Some(text)) => columns.put(row, "run_id", Scalar::String, text),
            ("experiment_id" | "run_id" | "status", Some(text)) => columns.put(row, key, Scalar::String, text),
            (_, Some(text)) => put_scalar(row, key, value, text, columns),
            _ => {}
        }
    }
    let Some(data) = run.get("data") else { return };
    for (list, prefix) in [("metrics", "metrics."), ("params", "params."), ("tags", "tags.")] {
        for entry in data.get(list).map_or(&[][..], Tree::items) {
            let (Some(key), Some(value)) = (entry.get("key").and_then(Tree::text), entry.get("value")) else { continue };
            let name = format!("{prefix}{key}");
            match value.text() {
                Some(text) if list != "metrics" => columns.put(row, &name, Scalar::String, text),
                Some(text) => put_scalar(row, &name, value, text, columns),
                None => {}
            }
        }
    }
    let datasets = run.get("inputs").and_then(|inputs| inputs.get("dataset_inputs")).map_or(&[][..], Tree::items);
    if !datasets.is_empty() {
        let mut text = String::new();
        Tree::List(datasets.iter().map(dataset).collect()).write(&mut text);
        columns.put(row, "dataset", Scalar::String, &text);
    }
}

/// A data set of a run as `{"name", "digest", "context"}`, each where it is known.
fn dataset(input: &Tree) -> Tree {
    let of = |key: &str| input.get("dataset").and_then(|dataset| dataset.get(key)).and_then(Tree::text);
    let mut tags = input.get("tags").map_or(&[][..], Tree::items).iter();
    let context = tags.find(|tag| tag.get("key").and_then(Tree::text) == Some("mlflow.data.context"));
    let context = context.and_then(|tag| tag.get("value")).and_then(Tree::text);
    let known = [("name", of("name")), ("digest", of("digest")), ("context", context)].into_iter();
    let known = known.filter_map(|(key, value)| Some((key.to_owned(), Tree::Scalar(Scalar::String, value?.to_owned()))));
    Tree::Object(known.collect())
}

fn put_scalar(row: usize, name: &str, value: &Tree, text: &str, columns: &mut Columns) {
    if let Tree::Scalar(scalar, _) = value {
        columns.put(row, name, *scalar, text);
    }
}
