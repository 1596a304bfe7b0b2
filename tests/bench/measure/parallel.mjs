/** Parallel coordinates of the same data by several libraries in one browser, in turn: the first picture, and brushing with the mouse. */

import { freshPage, inBrowser } from "./browser.mjs";
import { contenders, settled } from "./parallel_contenders.mjs";

export const SIZES = [1_000, 10_000, 100_000];
export const KINDS = ["search", "uniform"];

/** Libraries that need seconds a picture are asked for fewer pictures. */
const PATIENCE_MS = 12_000;
const LEAST_SAMPLES = 3;

/** An axis in the middle, whose values are continuous. */
const BRUSHED_AXIS = 4;

/** The window's height gives Runloom's chart 403 px; the others are given the size of that. */
export const VIEWPORT = { width: 1400, height: 1300 };

/** Per kind, size and library the times of first pictures and of moves of a brush. */
export function parallel(origin, { pictures, moves }) {
  return inBrowser(async (browser) => {
    const found = [];
    for (const kind of KINDS) {
      for (const size of SIZES) {
        const row = { kind, size, libraries: [] };
        let canvas = null;
        for (const contender of contenders()) {
          const page = await freshPage(browser);
          await page.setViewportSize(VIEWPORT);
          try {
            await contender.start(page, origin, canvas?.height ?? 0);
            await warmUp(page, contender, canvas);
            const opened = await contender.open(page, `${kind}-${size}.parquet`);
            canvas ??= opened.size;
            const times = await measured(page, contender, canvas, { pictures, moves });
            row.libraries.push({ name: contender.name, ...times });
          } catch (error) {
            row.libraries.push({ name: contender.name, why: String(error.message).split("\n")[0], first: [], brush: [] });
          }
          console.log(summary(row, row.libraries.at(-1)));
          await page.context().close();
        }
        found.push({ ...row, canvas });
      }
    }
    return found;
  });
}

/** What a library does for the first time is slower: its code is compiled. */
async function warmUp(page, contender, canvas) {
  const { size } = await contender.open(page, "search-1000.parquet");
  for (let time = 0; time < 3; time++) {
    await contender.draw(page, canvas ?? size);
    await settled(page);
    if (time === 0) await brushed(page, contender, 5);
    await contender.clear(page);
  }
}

async function measured(page, contender, canvas, { pictures, moves }) {
  const first = [];
  const begun = performance.now();
  while (first.length < pictures && (first.length < LEAST_SAMPLES || performance.now() - begun < PATIENCE_MS)) {
    await contender.clear(page).catch(() => undefined);
    await contender.draw(page, canvas);
    const time = await settled(page);
    if (!time) return { first: [], brush: [], why: "no picture within 60 s" };
    first.push(time);
  }
  return { first, brush: await brushed(page, contender, moves) };
}

/** A brush is drawn over an axis with the mouse, from a tenth of the runs to most of them, one move after the other. */
export async function brushed(page, contender, moves) {
  const { x, top, bottom } = await contender.axis(page, BRUSHED_AXIS);
  const y = (part) => top + (bottom - top) * part;
  const times = [];
  await page.mouse.move(x, y(0.2));
  await page.mouse.down();
  await page.mouse.move(x, y(0.25));
  await page.mouse.move(x, y(0.28));
  await page.waitForTimeout(500);
  const begun = performance.now();
  for (let move = 0; move < moves && (times.length < LEAST_SAMPLES || performance.now() - begun < PATIENCE_MS); move++) {
    await page.evaluate(() => globalThis.watch.arm());
    await page.mouse.move(x, y(0.3 + (0.5 * move) / moves));
    const time = await settled(page);
    if (!time) break;
    times.push(time);
  }
  await page.mouse.up();
  return times;
}

function summary({ kind, size }, { name, first, brush, why }) {
  const list = (times) => times.map(({ first_ms, drawn_ms, shown_ms }) => [first_ms, drawn_ms, shown_ms].map(Math.round).join("/")).join(" ");
  return `${kind} ${size}  ${name}: ${why ?? `first ${list(first)}; brush ${list(brush)}`}`;
}
