/**
 * Measures and writes RESULTS.md. Started by `cargo xtask bench`, which builds, generates and serves what this opens.
 *
 *     node measure/main.mjs --origin URL --results FILE [--charts BYTES_OF_ENGINE_GZIP] [--queries PROGRAMS_AS_JSON] [--quick]
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { inBrowser, machine } from "./browser.mjs";
import { charts } from "./charts.mjs";
import { chartResults } from "./chart_results.mjs";
import { besideMlflow } from "./mlflow.mjs";
import { parsing } from "./parsing.mjs";
import { queries } from "./queries.mjs";
import { queryResults } from "./query_results.mjs";
import { withParts } from "./results.mjs";

const { values } = parseArgs({
  options: {
    origin: { type: "string" },
    results: { type: "string" },
    charts: { type: "string" },
    queries: { type: "string" },
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

const old = existsSync(values.results) ? readFileSync(values.results, "utf8") : "";
writeFileSync(values.results, withParts(old, parts));
console.log(`Written to ${values.results}`);
