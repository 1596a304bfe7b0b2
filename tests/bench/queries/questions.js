/** What every engine is asked, in its own language. A filter asks how many runs match; an order asks for the ids of the first runs. */

export const FIRST = 100;

export const QUESTIONS = [
  {
    name: "two numeric clauses",
    aim_ms: 16,
    filter: "metrics.val_auc > 0.9 AND params.learning_rate < 0.01",
    sql: `SELECT count(*) AS n FROM runs WHERE "metrics.val_auc" > 0.9 AND "params.learning_rate" < 0.01`,
    expression: `d => d["metrics.val_auc"] > 0.9 && d["params.learning_rate"] < 0.01`,
  },
  {
    name: "a category, with OR",
    aim_ms: 16,
    filter: "params.optimizer = 'adam' OR metrics.val_loss < 0.3",
    sql: `SELECT count(*) AS n FROM runs WHERE "params.optimizer" = 'adam' OR "metrics.val_loss" < 0.3`,
    expression: `d => d["params.optimizer"] === "adam" || d["metrics.val_loss"] < 0.3`,
  },
  {
    name: "LIKE",
    filter: "run_name LIKE '%77%' AND metrics.val_f1 > 0.85",
    sql: `SELECT count(*) AS n FROM runs WHERE "tags.mlflow.runName" LIKE '%77%' AND "metrics.val_f1" > 0.85`,
    expression: `d => op.includes(d["tags.mlflow.runName"], "77") && d["metrics.val_f1"] > 0.85`,
  },
  {
    name: `the best ${FIRST}, with a filter`,
    filter: "metrics.val_auc > 0.9",
    order: "metrics.val_loss",
    sql: `SELECT run_id FROM runs WHERE "metrics.val_auc" > 0.9 ORDER BY "metrics.val_loss" LIMIT ${FIRST}`,
    expression: `d => d["metrics.val_auc"] > 0.9`,
  },
];

/** Params that are numbers, kept as text by trackers. Every other param is a category. */
export const NUMERIC_PARAMS = [
  "params.learning_rate",
  "params.max_depth",
  "params.n_estimators",
  "params.subsample",
  "params.colsample_bytree",
  "params.reg_lambda",
  "params.reg_alpha",
  "params.dropout",
  "params.batch_size",
  "params.seed",
];

/** Texts of few distinct values. */
export const CATEGORIES = [
  "experiment_id",
  "status",
  "params.optimizer",
  "tags.mlflow.user",
  "tags.mlflow.source.type",
  "tags.mlflow.source.name",
  "tags.evaluator",
];
