/** Many charts within another page, all of the same runs: what they share, and the memory that they take. */

import { freshPage, inBrowser, peakMemory } from "./browser.mjs";
import { watchDrawing } from "../parallel/watch.js";

const ENGINE = "runloom_bg.wasm";

/** How many charts; the memory that one takes is measured, too. */
const MANY = 20;

const LOOK_MS = 20;
const MOST_MS = 60_000;

export async function embeds(origin) {
  const one = await shown(origin, 1);
  return { ...(await shown(origin, MANY)), count: MANY, memoryOfOne: one.memory };
}

function shown(origin, count) {
  return inBrowser(async (browser) => {
    const page = await freshPage(browser);
    const seen = { workers: 0, fetches: 0 };
    page.on("worker", () => (seen.workers += 1));
    page.on("request", (request) => (seen.fetches += new URL(request.url()).pathname.endsWith(ENGINE) ? 1 : 0));
    await page.addInitScript(watchDrawing);
    await page.addInitScript(countCompiles, ENGINE);
    await page.goto(`${origin}/report/embeds.html?count=${count}`);
    for (let at = 0; at < count; at++) await drawn(page, page.locator("runloom-chart").nth(at));
    const compiles = await page.evaluate(() => globalThis.compiles);
    return { ...seen, compiles, memory: await peakMemory(browser) };
  });
}

async function drawn(page, chart) {
  await chart.scrollIntoViewIfNeeded();
  const stands = () => chart.locator("canvas").evaluateAll((canvases) => canvases.some(globalThis.watch.drewOn));
  const begun = performance.now();
  while (!(await stands())) {
    if (performance.now() - begun > MOST_MS) throw new Error(`no picture of a chart: ${await chart.innerText()}`);
    await page.waitForTimeout(LOOK_MS);
  }
}

/** Before any script of the page. */
function countCompiles(file) {
  const compile = WebAssembly.compileStreaming;
  globalThis.compiles = 0;
  WebAssembly.compileStreaming = async (source, ...more) => {
    const response = await source;
    if (new URL(response.url).pathname.endsWith(file)) globalThis.compiles += 1;
    return compile.call(WebAssembly, response, ...more);
  };
}
