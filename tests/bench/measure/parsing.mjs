/** How long a filter of 300 characters takes to read: natively, and as Wasm in Chromium. */

import { execFileSync } from "node:child_process";
import { freshPage, inBrowser } from "./browser.mjs";
import { median } from "./statistics.mjs";

/** As many as speed/src/bin/parse.rs reads. */
const FILTERS = 10_000;

/** Microseconds a filter. */
export async function parsing({ parse }, origin, samples) {
  const native = [];
  for (let sample = -1; sample < samples; sample++) {
    const begun = performance.now();
    execFileSync(parse);
    if (sample >= 0) native.push(performance.now() - begun);
  }
  const wasm = await inBrowser(async (browser) => {
    const page = await freshPage(browser);
    await page.goto(`${origin}/queries/page.html?engine=parse`);
    await page.waitForFunction(() => globalThis.engine);
    return page.evaluate((samples) => globalThis.engine.times(samples), samples);
  });
  const found = { native_us: (median(native) * 1000) / FILTERS, wasm_us: (median(wasm) * 1000) / FILTERS };
  console.log(`a filter of 300 characters: ${JSON.stringify(found)}`);
  return found;
}
