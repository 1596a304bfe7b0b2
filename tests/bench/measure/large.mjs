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
  await page.getByLabel("Filter runs").fill("");
  await page.waitForTimeout(SETTLE_MS);
  return times;
}

async function filterTime(page, text) {
  await page.evaluate(() => {
    const status = [...document.querySelectorAll("[role=status]")].find((element) => / of .* runs/.test(element.textContent));
    const before = status.textContent;
    globalThis.changed = new Promise((done) => {
      document.addEventListener("beforeinput", () => {
        const begun = performance.now();
        const look = () => (status.textContent === before ? requestAnimationFrame(look) : done(performance.now() - begun));
        look();
      }, { once: true, capture: true });
    });
  });
  await page.getByLabel("Filter runs").fill(text);
  return page.evaluate(() => globalThis.changed);
}

const runs = (page) => page.evaluate(() => [...document.querySelectorAll("[role=status]")].map((element) => element.textContent).find((text) => / of .* runs/.test(text)));

/** A brush drawn over an axis with the mouse: times between frames, and how many pictures of the chart were drawn meanwhile. */
export async function brushing(page) {
  const strip = await page.locator("figure .axis-strip").last().boundingBox();
  const x = strip.x + strip.width / 2;
  const [before, pictures, begun] = [await runs(page), await page.evaluate(() => globalThis.pictures), performance.now()];
  const frames = await recordFrames(page, async () => {
    await page.mouse.move(x, strip.y + strip.height * 0.1);
    await page.mouse.down();
    for (let step = 0; step < 60; step++) await page.mouse.move(x, strip.y + strip.height * (0.1 + step / 100));
    await page.mouse.up();
  });
  const seconds = (performance.now() - begun) / 1000;
  const drawn = (await page.evaluate(() => globalThis.pictures)) - pictures;
  await page.waitForTimeout(SETTLE_MS);
  if ((await runs(page)) === before) throw new Error("the mouse drew no brush");
  return { ...frames, pictures: drawn, seconds };
}

/** The wheel turned over the table: times between frames, and how long after it the last rows have their values. */
export async function scrolling(page) {
  const grid = page.getByRole("grid");
  await grid.scrollIntoViewIfNeeded();
  const box = await grid.boundingBox();
  const top = () => grid.locator("[aria-rowindex]").nth(1).getAttribute("aria-rowindex");
  const before = await top();
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height / 2, 120));
  const frames = await recordFrames(page, async () => {
    for (let step = 0; step < 120; step++) await page.mouse.wheel(0, step % 40 < 30 ? 400 : -200);
  });
  const stopped = performance.now();
  await page.waitForFunction(() => document.querySelectorAll("[role=grid] .skeleton").length === 0);
  if ((await top()) === before) throw new Error("the wheel did not scroll the table");
  return { ...frames, filled_ms: performance.now() - stopped };
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
