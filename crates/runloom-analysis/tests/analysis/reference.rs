//! The data set whose importances Optuna computed, and the recorded answers (tests/fixtures/optuna-importance).

use runloom_analysis::{Design, DesignOptions, Domain, Goal, Target};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};
use serde_json::Value;

const OPTIMIZERS: [&str; 3] = ["sgd", "adam", "rmsprop"];

/// What Optuna answered for `case` (`50`, `200`, `1000` or `cond200`) with `method`, by param.
pub(crate) fn recorded(case: &str, method: &str) -> Vec<(String, f64)> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/optuna-importance/reference_values.json");
    let all: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let found = all[case][method].as_object().unwrap();
    found.iter().map(|(param, value)| (param.clone(), value.as_f64().unwrap())).collect()
}

/// The studies that were really run, by name.
pub(crate) fn studies() -> serde_json::Map<String, Value> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/optuna-importance/recorded_studies.json");
    let all: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    all.as_object().unwrap().clone()
}

/// The design over all trials of a study, with the search space that Optuna was told.
pub(crate) fn study_design(study: &Value) -> Design {
    let values = study["value"].as_array().unwrap();
    let mut table = RunTable::new(values.len());
    let mut declared = Vec::new();
    for (param, given) in study["params"].as_object().unwrap() {
        let (name, domain) = (ColumnName::param(param), &study["domains"][param]);
        let given = given.as_array().unwrap();
        let column = if let Some(names) = domain["categories"].as_array() {
            let names = names.iter().map(|name| name.as_str().unwrap().to_owned()).collect();
            declared.push((name.clone(), Domain::Categories(names)));
            Values::from_texts(given.iter().map(Value::as_str))
        } else {
            let number = |key: &str| domain[key].as_f64();
            let (low, high) = (number("low").unwrap(), number("high").unwrap());
            let log = domain["log"].as_bool().unwrap();
            declared.push((name.clone(), Domain::Numeric { low, high, log, step: number("step") }));
            Values::from_reals(given.iter().map(Value::as_f64))
        };
        table.push(Column::loaded(name, column));
    }
    table.push(Column::loaded(ColumnName::metric("value"), Values::from_reals(values.iter().map(Value::as_f64))));
    let goal = if study["maximise"] == true { Goal::Maximise } else { Goal::Minimise };
    let numbers = table.column(&ColumnName::metric("value")).unwrap().typed().unwrap();
    let options = DesignOptions { declared: &declared, ..DesignOptions::default() };
    Design::of(&table, &RowMask::all(table.rows()), Target { numbers, goal }, &options).unwrap()
}

/// The runs, made as the recipe says; with `conditional`, momentum exists only for sgd, and the value is the same.
pub(crate) fn runs(n: usize, conditional: bool) -> RunTable {
    let fraction = |v: f64| v - v.floor();
    let u = |prime: f64, i: usize| fraction((i as f64 + 1.0) * fraction(prime.sqrt()));
    let lr = |i| 10_f64.powf(-5.0 + 4.0 * u(2.0, i));
    let optimizer = |i| (3.0 * u(5.0, i)) as usize;
    let momentum = |i| Some(u(3.0, i)).filter(|_| !conditional || optimizer(i) == 0);
    let depth = |i| 1 + (8.0 * u(7.0, i)) as i64;
    let value =
        |i: usize| (lr(i).log10() + 3.0).powi(2) + 0.5 * u(3.0, i) + [0.6, 0.0, 0.3][optimizer(i)] + 0.01 * depth(i) as f64;
    let mut table = RunTable::new(n);
    let mut push = |name: ColumnName, values: Values| {
        table.push(Column::loaded(name, values));
    };
    push(ColumnName::param("lr"), Values::from_reals((0..n).map(|i| Some(lr(i)))));
    push(ColumnName::param("momentum"), Values::from_reals((0..n).map(momentum)));
    push(ColumnName::param("optimizer"), Values::from_texts((0..n).map(|i| Some(OPTIMIZERS[optimizer(i)]))));
    push(ColumnName::param("depth"), Values::Integer((0..n).map(|i| Some(depth(i))).collect()));
    push(ColumnName::param("unused"), Values::from_reals((0..n).map(|i| Some(u(11.0, i)))));
    push(ColumnName::metric("value"), Values::from_reals((0..n).map(|i| Some(value(i)))));
    table
}

/// The search space that Optuna was told.
pub(crate) fn search_space() -> Vec<(ColumnName, Domain)> {
    let numeric = |low, high, log, step| Domain::Numeric { low, high, log, step };
    vec![
        (ColumnName::param("lr"), numeric(1e-5, 1e-1, true, None)),
        (ColumnName::param("momentum"), numeric(0.0, 1.0, false, None)),
        (ColumnName::param("optimizer"), Domain::Categories(OPTIMIZERS.map(str::to_owned).to_vec())),
        (ColumnName::param("depth"), numeric(1.0, 8.0, false, Some(1.0))),
        (ColumnName::param("unused"), numeric(0.0, 1.0, false, None)),
    ]
}

/// The design over all runs with the declared search space.
pub(crate) fn design(table: &RunTable) -> Design {
    let declared = search_space();
    design_of(table, "value", &DesignOptions { declared: &declared, ..DesignOptions::default() })
}

/// The design of all runs for a metric to minimise.
pub(crate) fn design_of(table: &RunTable, metric: &str, options: &DesignOptions<'_>) -> Design {
    let numbers = table.column(&ColumnName::metric(metric)).unwrap().typed().unwrap();
    Design::of(table, &RowMask::all(table.rows()), Target { numbers, goal: Goal::Minimise }, options).unwrap()
}

/// The value that belongs to a param.
pub(crate) fn of(design: &Design, values: &[f64], param: &str) -> f64 {
    values[design.features.iter().position(|feature| feature.name.key == param).unwrap()]
}
