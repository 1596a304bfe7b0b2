/** A metric history of many points on Runloom's page: zooming with the keys, moving with the mouse. */

import { freshPage, inBrowser } from "./browser.mjs";
import { settled } from "./parallel_contenders.mjs";
import { watchDrawing } from "../parallel/watch.js";

const FILE = "history-1000.parquet";
const ZOOMS = 6;
/** What the points take as they were logged: a step and a value each. */
const POINT_BYTES = 1_000 * 10_000 * 16;
const COPIES = 5;

export function histories(origin, moves) {
  return inBrowser(async (browser) => {
    const page = await freshPage(browser);
    await page.setViewportSize({ width: 1400, height: 1300 });
    await page.addInitScript(watchDrawing);
    await page.goto(`${origin}/runloom/#src=../data/${FILE}`);
    const stage = page.locator("figure.history .stage[tabindex]");
    await stage.waitFor();
    await settled(page);
    const points = await page.locator("figure.history").getAttribute("aria-label");
    await stage.scrollIntoViewIfNeeded();
    await stage.focus();
    const zoom = [];
    for (let move = 0; move < moves; move++) zoom.push(await after(page, () => page.keyboard.press(move % (2 * ZOOMS) < ZOOMS ? "+" : "-")));
    await page.keyboard.press("0");
    await page.waitForTimeout(1_000);
    for (let press = 0; press < 2; press++) await page.keyboard.press("+");
    await page.waitForTimeout(1_500);
    const { x, y, width, height } = await stage.boundingBox();
    const pan = [];
    await page.mouse.move(x + width * 0.3, y + height / 2);
    await page.keyboard.down("Shift");
    await page.mouse.down();
    for (let move = 1; move <= moves; move++) pan.push(await after(page, () => page.mouse.move(x + width * (0.3 + (0.4 * move) / moves), y + height / 2)));
    await page.mouse.up();
    await page.keyboard.up("Shift");
    const copy_ms = await page.evaluate(copyTime, [POINT_BYTES, COPIES]);
    console.log(`history: ${points}`);
    console.log(`zoom ${list(zoom)}; pan ${list(pan)}`);
    return { zoom: zoom.filter(Boolean), pan: pan.filter(Boolean), copy: { bytes: POINT_BYTES, copy_ms }, size: { width: Math.round(width), height: Math.round(height) } };
  });
}

async function after(page, act) {
  await page.evaluate(() => globalThis.watch.arm());
  await act();
  return settled(page);
}

/** Milliseconds that copying so many bytes takes: the least of some times. */
function copyTime([bytes, times]) {
  const from = new Uint8Array(bytes).fill(1);
  const into = new Uint8Array(bytes);
  let least = Infinity;
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    into.set(from);
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}

function list(times) {
  return times.map((time) => (time ? [time.drawn_ms, time.shown_ms].map(Math.round).join("/") : "none")).join(" ");
}
