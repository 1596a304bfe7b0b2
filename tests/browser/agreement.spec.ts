import { join } from "node:path";
import { answerOf, answers, type Answer } from "./support/answers.ts";
import { query } from "./support/cli.ts";
import { EXAMPLES } from "./support/files.ts";
import { column, expectRuns, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const FILES = [
  ["novabio-all", "runs.parquet"],
  ["novabio-search", "runs.parquet"],
  ["novabio-search", "runs.csv"],
  ["novabio-search", "runs.json"],
  ["streamflow", "runs.parquet"],
  ["streamflow", "runs.csv"],
  ["streamflow", "runs.json"],
  ["streamflow", "rest_runs_search.json"],
] as const;

const QUESTIONS: { filter: string; order: string[] }[] = [
  { filter: "", order: [] },
  { filter: "metrics.val_auc > 0.66", order: ["metrics.val_auc DESC"] },
  { filter: "params.max_depth = '6' AND attributes.status = 'FINISHED'", order: ["start_time ASC"] },
  { filter: "params.learning_rate != '0.05'", order: ["params.learning_rate ASC", "metrics.val_log_loss DESC"] },
  { filter: "attributes.run_name LIKE 'config-0%'", order: ["attributes.run_name DESC"] },
  { filter: "tags.evaluator IN ('omar', 'raj')", order: ["tags.evaluator DESC", "metrics.test_auc ASC"] },
  { filter: "metrics.val_logloss < 1e9", order: ["metrics.train_logloss ASC"] },
  { filter: "log10(number(params.learning_rate)) * -2 > 2.3 OR NOT exp(metrics.val_auc - 1) BETWEEN 0.7 AND 1.1", order: ["log2(metrics.val_auc) DESC NULLS FIRST"] },
  { filter: "run_name RLIKE '(?i)^(config|xgb)-.*[0-4]$' AND duration BETWEEN 10ms AND 'PT30M' AND end_time - start_time < 1h", order: ["duration"] },
  { filter: "{'$or': [{'config.learning_rate': {'$lte': 0.05}}, {'state': 'finished', 'tags': {'$ne': 'x'}}], 'config.max_depth': {'$nin': [4, None]}}", order: [] },
];

for (const [name, file] of FILES) {
  test(`${name}/${file} answers as the command line does`, async ({ page }) => {
    for (const { filter, order } of QUESTIONS) {
      const options = [...(filter === "" ? [] : ["--filter", filter]), ...order.flatMap((key) => ["--order-by", key]), "--columns", "run_id"];
      const expected = query([join(EXAMPLES, name, file)], options).map((run) => run["run_id"]);
      const pairs = [sources(name, file), `where=${encodeURIComponent(filter)}`, `order=${order.map(encodeURIComponent).join(",")}`];
      await page.goto("about:blank");
      await visit(page, pairs.join("&"));
      await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", String(expected.length + 1));
      expect(await column(page, "run_id"), `${filter} | ${order.join(", ")}`).toEqual(expected);
    }
  });
}

test("functions of a history answer as the command line does", async ({ page }) => {
  const files = ["runs.parquet", "history.parquet"];
  const filter = "count(metrics.val_logloss) > 1 AND last(metrics.val_logloss) - min(metrics.val_logloss) > 0.0012";
  const order = "mean(metrics.train_logloss) DESC";
  const options = ["--filter", filter, "--order-by", order, "--columns", "run_id"];
  const expected = query(files.map((file) => join(EXAMPLES, "streamflow", file)), options).map((run) => run["run_id"]);
  expect(expected).toHaveLength(3);
  await visit(page, `${sources("streamflow", ...files)}&where=${encodeURIComponent(filter)}&order=${encodeURIComponent(order)}`);
  await expectRuns(page, 3, 9);
  expect(await column(page, "run_id")).toEqual(expected);
});

test("several sources answer as the command line does", async ({ page }) => {
  const names = ["novabio-all", "novabio-search", "streamflow"];
  const order = "metrics.val_auc DESC";
  const expected = query(names.map((name) => join(EXAMPLES, name, "runs.parquet")), ["--order-by", order, "--columns", "run_id"]).map((run) => run["run_id"]);
  await visit(page, `${names.map((name) => sources(name, "runs.parquet")).join("&")}&order=${encodeURIComponent(order)}`);
  await expectRuns(page, expected.length, expected.length);
  expect(await column(page, "run_id")).toEqual(expected);
});

/** The views of a file are one test, but for those with work that takes a while: each is a test of its own. */
const testOf = ({ file, fragment }: Answer): string => (fragment.startsWith("panels=") ? `${file}, ${fragment},` : file);

for (const name of new Set(answers().map(testOf))) {
  test(`${name} has the cells and the pixels of the native engine`, async ({ page }) => {
    for (const { file, fragment, native } of answers().filter((answer) => testOf(answer) === name)) {
      await page.goto("about:blank");
      await visit(page, `src=examples/${file}&${fragment}`);
      expect(await answerOf(page), fragment).toBe(native);
    }
  });
}
