/** Working with a million runs: filtering, brushing and scrolling, as a user does them. */

import { quantile } from "./statistics.mjs";

const SETTLE_MS = 1_500;
const THRESHOLDS = [0.9, 0.85, 0.93, 0.8, 0.95];

/** Milliseconds from each filter that is entered until the number of runs has changed. The first has to read a column. */
export async function filterTimes(page) {
  const times = [];
  for (const threshold of THRESHOLDS) {
    times.push(await filterTime(page, `metrics.val_f1 > ${threshold}`));
    await page.waitForTimeout(SETTLE_MS);
  }
  await filterTime(page, "");
  await page.waitForTimeout(SETTLE_MS);
  return times;
}

async function filterTime(page, text) {
  await page.evaluate(() => {
    const status = [...document.querySelectorAll("[role=status]")].find((element) => / of .* runs/.test(element.textContent));
    const before = status.textContent;
    globalThis.changed = new Promise((done) => {
      document.addEventListener("input", () => {
        const begun = performance.now();
        const look = () => (status.textContent === before ? requestAnimationFrame(look) : done(performance.now() - begun));
        look();
      }, { once: true, capture: true });
    });
  });
  await page.getByLabel("Filter runs").fill(text);
  return page.evaluate(() => globalThis.changed);
}

/** Times between frames while the mouse drags a brush over an axis. */
export async function brushFrames(page) {
  const chart = await page.locator("figure").first().boundingBox();
  const x = chart.x + 40;
  const top = chart.y + chart.height * 0.4;
  const frames = await recordFrames(page, async () => {
    await page.mouse.move(x, top);
    await page.mouse.down();
    for (let step = 0; step < 60; step++) await page.mouse.move(x, top + step * 2);
    await page.mouse.up();
  });
  await page.keyboard.press("Escape");
  await page.waitForTimeout(SETTLE_MS);
  return frames;
}

/** Times between frames while the wheel turns over the table. */
export async function scrollFrames(page) {
  await page.getByRole("grid").scrollIntoViewIfNeeded();
  const grid = await page.getByRole("grid").boundingBox();
  await page.mouse.move(grid.x + grid.width / 2, grid.y + Math.min(grid.height / 2, 120));
  return recordFrames(page, async () => {
    for (let step = 0; step < 120; step++) await page.mouse.wheel(0, step % 40 < 30 ? 400 : -200);
  });
}

async function recordFrames(page, act) {
  await page.evaluate(() => {
    const record = { times: [], on: true };
    globalThis.frames = record;
    const frame = (now) => {
      record.times.push(now);
      if (record.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await act();
  const times = await page.evaluate(() => {
    globalThis.frames.on = false;
    return globalThis.frames.times;
  });
  const between = times.slice(1).map((time, index) => time - times[index]);
  return { count: between.length, median: quantile(between, 0.5), p95: quantile(between, 0.95), longest: Math.max(...between) };
}
