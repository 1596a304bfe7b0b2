/** Which params matter: Runloom natively and in Chromium, beside Optuna and the crate `fanova`, on the same sweep. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { freshPage, inBrowser } from "./browser.mjs";

export async function importance(programs, origin, quick) {
  const often = quick ? 1 : 7;
  const native = { fanova: timed(programs.fanova, often * 3), ped: timed(programs.ped_anova_large, often) };
  const optuna = {
    fanova: byOptuna(programs, "sweep-1000x10.csv", "fanova", quick ? 1 : 3),
    ped: byOptuna(programs, "sweep-10000x32.csv", "ped-anova", often),
  };
  const wasm = await inBrowser(async (browser) => ({
    fanova: await inPage(browser, origin, "fanova.wasm", often * 3, 2),
    large: await inPage(browser, origin, "fanova_large.wasm", often, 1),
    ped: await inPage(browser, origin, "ped_anova_large.wasm", often, 2),
    peer: await inPage(browser, origin, "fanova_peer.wasm", quick ? 1 : 3, 0),
  }));
  const panels = await inBrowser(async (browser) => ({
    small: await panel(browser, origin, "sweep-1000x10.csv", "fanova"),
    large: await panel(browser, origin, "sweep-10000x32.csv", "fanova"),
    ped: await panel(browser, origin, "sweep-10000x32.csv", "ped-anova"),
  }));
  const found = { native, optuna, wasm, panels };
  console.log(JSON.stringify(found));
  return found;
}

/** Milliseconds of whole processes. */
function timed(program, samples) {
  const found = [];
  for (let sample = -1; sample < samples; sample++) {
    const begun = performance.now();
    execFileSync(program);
    if (sample >= 0) found.push(performance.now() - begun);
  }
  return found;
}

function byOptuna({ python, data }, file, method, samples) {
  const words = ["optuna/importance.py", join(data, file), method, String(samples)];
  const found = JSON.parse(execFileSync(python, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  if (found.most !== "params.p0") throw new Error(`Optuna's ${method} finds ${found.most}`);
  return found;
}

async function open(browser, origin) {
  const page = await freshPage(browser);
  await page.goto(`${origin}/importance/page.html`);
  await page.waitForFunction(() => globalThis.library);
  return page;
}

async function inPage(browser, origin, file, samples, warm) {
  const page = await open(browser, origin);
  const found = await page.evaluate((of) => globalThis.library.times(...of), [file, samples, warm]);
  await page.context().close();
  return found;
}

async function panel(browser, origin, file, method) {
  const page = await open(browser, origin);
  const found = await page.evaluate((of) => globalThis.library.panel(...of), [`../data/${file}`, method]);
  await page.context().close();
  if (!found.words.includes("p0")) throw new Error(`the panel says: ${found.words}`);
  return found;
}
