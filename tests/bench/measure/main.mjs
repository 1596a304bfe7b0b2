/**
 * Measures and writes RESULTS.md. Started by `cargo xtask bench`, which builds, generates and serves what this opens.
 *
 *     node measure/main.mjs ORIGIN RESULTS.md BYTES_OF_ENGINE_GZIP [--quick]
 */

import { writeFileSync } from "node:fs";
import { freshPage, inBrowser, machine, peakMemory } from "./browser.mjs";
import { firstChart, PEER, RUNLOOM } from "./contenders.mjs";
import { brushing, filterTimes, scrolling } from "./large.mjs";
import { results } from "./results.mjs";

const [origin, output, engineGzip] = process.argv.slice(2);
const quick = process.argv.includes("--quick");
const SAMPLES = quick ? 1 : 5;
const SMALL = "runs-100k.parquet";
const LARGE = "runs-1m.parquet";

const measured = { machine: await inBrowser(machine), engineGzip: Number(engineGzip), small: await small(), large: [] };
for (const contender of [RUNLOOM, PEER]) measured.large.push(await large(contender));
measured.work = await work();
writeFileSync(output, results(measured));
console.log(`Written to ${output}`);

/** Contenders take turns, so that a busy moment of the machine hits both. */
async function small() {
  const times = new Map([[RUNLOOM, []], [PEER, []]]);
  for (let sample = 0; sample < SAMPLES; sample++) {
    for (const contender of times.keys()) {
      const sample = await opened(contender, SMALL);
      times.get(contender).push(sample);
      console.log(`${SMALL}  ${contender.name}: ${Math.round(sample.time)} ms`);
    }
  }
  return [...times].map(([contender, samples]) => ({ name: contender.name, samples }));
}

async function large(contender) {
  try {
    const { time, memory } = await opened(contender, LARGE);
    console.log(`${LARGE}  ${contender.name}: ${Math.round(time)} ms`);
    return { name: contender.name, time, memory };
  } catch (error) {
    const [why] = String(error.message).split("\n");
    console.log(`${LARGE}  ${contender.name}: ${why}`);
    return { name: contender.name, time: null, memory: null, why };
  }
}

/** A browser of its own for each sample, so that the peak of its memory is that sample's. */
function opened(contender, file) {
  return inBrowser(async (browser) => {
    const page = await freshPage(browser);
    return { ...(await firstChart(page, contender, origin, file)), memory: await peakMemory(browser) };
  });
}

function work() {
  return inBrowser(async (browser) => {
    const page = await freshPage(browser);
    await firstChart(page, RUNLOOM, origin, LARGE);
    await page.waitForTimeout(2_000);
    const filter = await filterTimes(page);
    console.log(`filter: ${filter.map(Math.round).join(", ")} ms`);
    const brush = await brushing(page);
    const scroll = await scrolling(page);
    console.log(`frames: brushing ${JSON.stringify(brush)}, scrolling ${JSON.stringify(scroll)}`);
    return { filter, brush, scroll, memory: await peakMemory(browser) };
  });
}
