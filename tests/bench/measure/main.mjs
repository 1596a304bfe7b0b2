/**
 * Measures and writes RESULTS.md. Started by `cargo xtask bench`, which builds, generates and serves what this opens.
 *
 *     node measure/main.mjs --origin URL --results FILE [--charts BYTES_OF_ENGINE_GZIP] [--queries PROGRAMS_AS_JSON] [--parallel] [--plots] [--history] [--importance PROGRAMS_AS_JSON] [--report PROGRAMS_AS_JSON] [--quick]
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { inBrowser, machine } from "./browser.mjs";
import { charts } from "./charts.mjs";
import { chartResults } from "./chart_results.mjs";
import { histories } from "./histories.mjs";
import { importance } from "./importance.mjs";
import { importanceResults } from "./importance_results.mjs";
import { million } from "./million.mjs";
import { besideMlflow } from "./mlflow.mjs";
import { KINDS, parallel } from "./parallel.mjs";
import { historyResults, parallelResults } from "./parallel_results.mjs";
import { parsing } from "./parsing.mjs";
import { plotResults } from "./plot_results.mjs";
import { plots } from "./plots.mjs";
import { queries } from "./queries.mjs";
import { queryResults } from "./query_results.mjs";
import { report } from "./report.mjs";
import { reportResults } from "./report_results.mjs";
import { withParts } from "./results.mjs";

const { values } = parseArgs({
  options: {
    origin: { type: "string" },
    results: { type: "string" },
    charts: { type: "string" },
    queries: { type: "string" },
    importance: { type: "string" },
    report: { type: "string" },
    parallel: { type: "boolean", default: false },
    plots: { type: "boolean", default: false },
    history: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
  },
});
const { origin, quick } = values;
const parts = [];
const place = await inBrowser(machine);
if (values.queries) {
  const programs = JSON.parse(values.queries);
  parts.push(
    queryResults({
      machine: place,
      mlflow: besideMlflow(programs, quick ? 1 : 7),
      parsing: await parsing(programs, origin, quick ? 1 : 7),
      ...(await queries(origin, "runs-1m.parquet", quick ? 1 : 15)),
    }),
  );
}
if (values.charts) parts.push(chartResults({ machine: place, engineGzip: Number(values.charts), ...(await charts(origin, quick ? 1 : 5)) }));
if (values.parallel) {
  const often = quick ? { pictures: 1, moves: 3 } : { pictures: 5, moves: 40 };
  parts.push(parallelResults({ machine: place, rows: await parallel(origin, often), million: await million(origin, KINDS, often) }));
}
if (values.plots) parts.push(plotResults({ machine: place, kinds: await plots(origin, quick ? { pictures: 1, moves: 3 } : { pictures: 7, moves: 40 }) }));
if (values.history) parts.push(historyResults({ machine: place, ...(await histories(origin, quick ? 3 : 48)) }));
if (values.importance) parts.push(importanceResults({ machine: place, ...(await importance(JSON.parse(values.importance), origin, quick)) }));
if (values.report) parts.push(reportResults({ machine: place, ...(await report(JSON.parse(values.report), origin, quick ? 1 : 5)) }));

const old = existsSync(values.results) ? readFileSync(values.results, "utf8") : "";
writeFileSync(values.results, withParts(old, parts));
console.log(`Written to ${values.results}`);
