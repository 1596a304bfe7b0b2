/** `runloom query` beside a Python process that calls mlflow.search_runs, and both without their start. */

import { execFileSync } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { median } from "./statistics.mjs";

const RECORDED = "../conformance/rest_runs_search.json";
const FILTERS = ["metrics.test_auc > 0.9 AND metrics.fit_seconds < 0.1", "params.model = 'rf' AND tags.evaluator LIKE 'o%'"];

/** Per filter the times of whole processes and of single answers, in milliseconds. Throws where the runs or their order differ. */
export function besideMlflow({ runloom, evaluate, python, database }, samples) {
  makeStore(python, database);
  const version = run(python, ["-c", "from importlib.metadata import version; print(version('mlflow'))"]).trim();
  const filters = FILTERS.map((filter) => {
    const ours = () => run(runloom, ["query", RECORDED, "--filter", filter, "--columns", "run_id", "--format", "csv"]).trim().split("\n").slice(1);
    const theirs = () => run(python, ["mlflow/search.py", database, filter]).trim().split("\n");
    same(ours(), theirs(), filter);
    const whole = { ours: [], theirs: [] };
    for (let sample = 0; sample < samples; sample++) {
      whole.ours.push(timed(ours));
      whole.theirs.push(timed(theirs));
    }
    const alone = JSON.parse(run(evaluate, [RECORDED, "--filter", filter, "--times", "1001"]));
    const again = JSON.parse(run(python, ["mlflow/search_again.py", database, filter, String(samples * 3)]));
    same(alone.run_ids, again.run_ids, filter);
    const found = {
      filter,
      matching: alone.matching,
      whole_ms: { ours: median(whole.ours), theirs: median(whole.theirs) },
      alone_ms: { ours: alone.median_ns.all / 1e6, theirs: again.median_s * 1000 },
    };
    console.log(JSON.stringify(found));
    return found;
  });
  return { version, filters };
}

function makeStore(python, database) {
  if (existsSync(database)) return;
  const unfinished = `${database}.part`;
  rmSync(unfinished, { force: true });
  run(python, ["mlflow/make_store.py", RECORDED, unfinished]);
  renameSync(unfinished, database);
}

function same(ours, theirs, filter) {
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error(`Runloom and MLflow answer ${filter} differently: ${ours.length} and ${theirs.length} runs`);
}

function run(program, words) {
  return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 });
}

function timed(work) {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
