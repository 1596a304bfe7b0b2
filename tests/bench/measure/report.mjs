/** A report as one file beside what others write of the same runs: sizes, and the time until it can be worked with when it is opened from a disk. */

import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freshPage, inBrowser } from "./browser.mjs";
import { embeds } from "./embeds.mjs";
import { watchInteractive } from "../report/interactive.js";
import { watchDrawing } from "../parallel/watch.js";

const RUNS = "report-runs.parquet";
const HISTORY = "report-history.parquet";
const MARK = "interactive";

/** What takes longer is given up. */
export const MOST_MS = 120_000;

/** What takes longer than this is opened once. */
export const PATIENCE_MS = 20_000;

/** Looking in every frame would ask for more frames than a page needs. */
const POLLING_MS = 100;

/** How each page shows its data, by the beginning of its name. */
const SHOWN_BY = { runloom: "runloom", plotly: "plotly", hiplot: "hiplot", pandas: "table" };

export async function report(programs, origin, samples) {
  const { python, data, folder, runtime } = programs;
  const sources = [RUNS, HISTORY].map((name) => join(data, name));
  const words = ["report/pages.py", ...sources, folder];
  const theirs = JSON.parse(execFileSync(python, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const ours = [written(programs, "runloom", sources), written(programs, "runloom-runs", sources.slice(0, 1))];
  const pages = await opened([...ours, ...theirs.pages], samples);
  const found = {
    versions: theirs.versions,
    size: { runtime, data: dataIn(ours[0].path), zstd: theirs.zstd },
    pages,
    embeds: await embeds(origin),
  };
  console.log(JSON.stringify(found));
  return found;
}

function written({ runloom, folder }, name, sources) {
  const path = join(folder, `${name}.html`);
  execFileSync(runloom, ["report", ...sources, "--output", path], { stdio: "ignore" });
  return { name, path, bytes: statSync(path).size };
}

/** Bytes of the text that holds Parquet. */
function dataIn(path) {
  const scripts = readFileSync(path, "utf8").matchAll(/<script type="application\/vnd\.apache\.parquet"[^>]*>([^<]*)<\/script>/g);
  const held = [...scripts].map(([, text]) => text.length);
  if (held.length !== 2) throw new Error(`the report holds ${held.length} files`);
  return held[0] + held[1];
}

/** All pages in turn in one browser, so that a busy moment of the machine hits each. */
function opened(pages, samples) {
  return inBrowser(async (browser) => {
    const found = pages.map(({ name, bytes }) => ({ name, bytes, interactive: [], painted: [] }));
    for (let sample = 0; sample < samples; sample++) {
      for (const [at, { name, path }] of pages.entries()) {
        if (found[at].interactive[0] > PATIENCE_MS) continue;
        const times = await open(browser, name, path);
        console.log(`${name}: ${times.interactive} ms, painted ${times.painted} ms`);
        found[at].interactive.push(times.interactive);
        found[at].painted.push(times.painted);
      }
    }
    return found;
  });
}

/** Milliseconds from the start of the navigation; `Infinity` where that takes too long. */
async function open(browser, name, path) {
  const page = await freshPage(browser);
  await page.addInitScript(watchDrawing);
  await page.addInitScript(watchInteractive, { shows: SHOWN_BY[name.split("-")[0]], mark: MARK });
  await page.goto(pathToFileURL(path).href, { waitUntil: "commit" });
  const at = async (name) => {
    const entry = await page.waitForFunction((name) => performance.getEntriesByName(name)[0]?.startTime, name, { timeout: MOST_MS, polling: POLLING_MS });
    return entry.jsonValue();
  };
  const times = { painted: await at("first-contentful-paint").catch(tooLong), interactive: await at(MARK).catch(tooLong) };
  await page.context().close();
  return times;
}

function tooLong(error) {
  if (error.name !== "TimeoutError") throw error;
  return Infinity;
}
