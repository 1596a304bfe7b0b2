//! The docs page says what the language's table says, and its examples are filters.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::fmt::Write;
use std::path::PathBuf;

use runloom_query::{
    ATTRIBUTES, ColumnRef, DIFFERENCES, ENTITIES, FUNCTIONS, JSON_OPERATORS, OPERATORS, ValueKind, WANDB_FIELDS, parse_filter,
    parse_order_by,
};

fn page() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../www/docs/filter.md")
}

/// The tables of the page, by the names in its markers.
fn tables() -> [(&'static str, String); 7] {
    let mut operators = "| Operator | Example | MLflow has it for | Meaning |\n|---|---|---|---|\n".to_owned();
    for operator in OPERATORS {
        let also = operator.also.iter().fold(String::new(), |all, word| format!("{all}, `{word}`"));
        let in_mlflow = if operator.in_mlflow.is_empty() { "nothing" } else { operator.in_mlflow };
        writeln!(operators, "| `{}`{also} | `{}` | {in_mlflow} | {} |", operator.name, operator.usage, operator.help).unwrap();
    }
    let mut entities = "| Prefix | Also written | What it is |\n|---|---|---|\n".to_owned();
    for entry in ENTITIES {
        let (first, rest) = entry.spellings.split_first().unwrap();
        let rest: Vec<String> = rest.iter().map(|word| format!("`{word}.`")).collect();
        writeln!(entities, "| `{first}.` | {} | {} |", rest.join(", "), entry.help).unwrap();
    }
    let mut attributes =
        "| Attribute | Also written | Compared as | In MLflow's filters | What it is |\n|---|---|---|---|---|\n".to_owned();
    for entry in ATTRIBUTES {
        let aliases: Vec<String> = entry.aliases.iter().map(|word| format!("`{word}`")).collect();
        let kind = match entry.kind {
            ValueKind::Text => "text",
            ValueKind::Number => "number",
            ValueKind::Duration => "duration",
            ValueKind::Time => "time",
        };
        let in_mlflow = if entry.in_mlflow { "yes" } else { "no" };
        writeln!(attributes, "| `{}` | {} | {kind} | {in_mlflow} | {} |", entry.name, aliases.join(", "), entry.help).unwrap();
    }
    let mut functions = "| Function | Meaning |\n|---|---|\n".to_owned();
    for function in FUNCTIONS {
        writeln!(functions, "| `{}({})` | {} |", function.name, function.arguments.join(", "), function.help).unwrap();
    }
    let mut differences = "| Example | MLflow | Runloom | Why |\n|---|---|---|---|\n".to_owned();
    for entry in DIFFERENCES {
        let kind = if entry.is_order { "order by " } else { "" };
        let code = if entry.example.contains('`') { format!("`` {} ``", entry.example) } else { format!("`{}`", entry.example) };
        writeln!(differences, "| {kind}{code} | {} | {} | {} |", entry.mlflow, entry.here, entry.reason).unwrap();
    }
    let mut json_operators = "| Operator | Example | Meaning |\n|---|---|---|\n".to_owned();
    for operator in JSON_OPERATORS {
        writeln!(json_operators, "| `{}` | `{}` | {} |", operator.name, operator.usage, operator.meaning).unwrap();
    }
    let mut wandb_fields = "| Field | Column here |\n|---|---|\n".to_owned();
    for field in WANDB_FIELDS {
        let names: Vec<String> = field.names.iter().map(|name| format!("`{name}`")).collect();
        let column = ColumnRef::new(field.entity, field.key);
        writeln!(wandb_fields, "| {} | `{column}` |", names.join(", ")).unwrap();
    }
    [
        ("json-operators", json_operators),
        ("wandb-fields", wandb_fields),
        ("operators", operators),
        ("entities", entities),
        ("attributes", attributes),
        ("functions", functions),
        ("differences", differences),
    ]
}

#[test]
fn the_page_holds_the_tables() {
    let written = std::fs::read_to_string(page()).unwrap();
    let mut wanted = written.clone();
    for (name, table) in tables() {
        let (begin, end) = (format!("<!-- table: {name} -->\n"), "<!-- end of table -->");
        let from = wanted.find(&begin).unwrap() + begin.len();
        let to = from + wanted[from..].find(end).unwrap();
        wanted.replace_range(from..to, &table);
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(page(), &wanted).unwrap();
    }
    assert!(std::fs::read_to_string(page()).unwrap() == wanted, "UPDATE_DOCS=1 writes the tables into {}", page().display());
}

#[test]
fn every_example_is_a_filter() {
    for operator in OPERATORS {
        assert!(parse_filter(operator.usage).filter.is_some(), "{}", operator.usage);
    }
    let text = std::fs::read_to_string(page()).unwrap();
    let mut examples = 0;
    for fence in ["```sql\n", "```json\n"] {
        for block in text.split(fence).skip(1) {
            for line in block.split("```").next().unwrap().lines() {
                assert!(parse_filter(line).diagnostics.is_empty(), "{line}: {:?}", parse_filter(line).diagnostics);
                examples += 1;
            }
        }
    }
    assert!(examples > 5);
}

#[test]
fn differences_are_as_described() {
    for difference in DIFFERENCES {
        let refused = if difference.is_order {
            parse_order_by(difference.example).is_err()
        } else {
            parse_filter(difference.example).filter.is_none()
        };
        assert_eq!(refused, difference.refused, "{}", difference.example);
    }
    for accepted in ["metrics.a = 1 AND", "metrics.a = 1 params.m = 'x'"] {
        assert_eq!(parse_filter(accepted).diagnostics.len(), 1, "{accepted}");
    }
}
