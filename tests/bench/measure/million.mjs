/** A million runs on ten axes: Runloom's engine alone, its columns in memory, timed in its worker; then brushing on its page. */

import { freshPage, inBrowser } from "./browser.mjs";
import { brushed, VIEWPORT } from "./parallel.mjs";
import { RUNLOOM } from "./parallel_contenders.mjs";

export const RUNS = 1_000_000;
const AXES = 10;
const SIZE = { width_px: 1350, height_px: 403 };
const BRUSHED_AXIS = 4;
/** How often the pointer goes over the picture, there and back by turns: 95 % of 40 moves is what the two slowest are not. */
const SWEEPS = 5;

/** Per kind of data. */
export async function million(origin, kinds, { pictures, moves }) {
  const found = [];
  for (const kind of kinds) {
    const engine = await inBrowser((browser) => alone(browser, origin, kind, { pictures, moves }));
    console.log(`${kind} ${RUNS}, engine: ${JSON.stringify(engine)}`);
    const page = await inBrowser((browser) => onPage(browser, origin, kind, moves));
    console.log(`${kind} ${RUNS}, page: ${JSON.stringify(page)}`);
    found.push({ kind, ...engine, page });
  }
  return found;
}

async function alone(browser, origin, kind, { pictures, moves }) {
  const page = await freshPage(browser);
  await page.goto(`${origin}/parallel/page.html?library=engine`);
  await page.waitForFunction(() => globalThis.library);
  await warmUp(page);
  await page.evaluate((address) => globalThis.library.open(address), `../data/${kind}-${RUNS}.parquet`);
  const before = await page.evaluate(() => globalThis.library.filledMemory());
  const first = [];
  for (let sample = 0; sample < pictures; sample++) first.push(await draw(page));
  const resized = [];
  for (let sample = 0; sample < pictures; sample++) resized.push(await resize(page, sample));
  const brush = [];
  for (let move = -2; move < moves * SWEEPS; move++) {
    const time = await page.evaluate(([axis, to, size]) => globalThis.library.brush(axis, 0.2, to, size), [
      BRUSHED_AXIS,
      0.3 + (0.5 * thereAndBack(move, moves)) / moves,
      { ...SIZE, isNew: move === -2 },
    ]);
    if (move >= 0) brush.push(time);
  }
  await page.evaluate(() => globalThis.library.settle());
  const hover = [];
  for (let place = 0; place < moves * SWEEPS; place++) {
    const x = 200 + (900 * thereAndBack(place, moves)) / moves;
    hover.push(await page.evaluate(([x, y]) => globalThis.library.hover(x, y), [x, 200 + (place % 7) * 10]));
  }
  const after = await page.evaluate(() => globalThis.library.memoryBytes());
  const copy_ms = await page.evaluate((bytes) => globalThis.library.copyTime(bytes), RUNS * AXES * 8);
  return { first, resized, brush, hover: hover.filter(({ inside_ms }) => inside_ms !== null), memory: after - before, copy_ms };
}

/** The place after so many moves, each way of which takes `moves`. */
function thereAndBack(move, moves) {
  const at = move % (2 * moves);
  return at <= moves ? at : 2 * moves - at;
}

/** Code that runs for the first time is slower. */
async function warmUp(page) {
  await page.evaluate((address) => globalThis.library.open(address), "../data/search-100000.parquet");
  for (let sample = 0; sample < 3; sample++) await draw(page);
}

function draw(page) {
  return page.evaluate(([width, height]) => globalThis.library.firstPicture(width, height), [SIZE.width_px, SIZE.height_px]);
}

function resize(page, sample) {
  return page.evaluate(([width, height]) => globalThis.library.picture(width, height), [SIZE.width_px - ((sample + 1) % 2), SIZE.height_px]);
}

async function onPage(browser, origin, kind, moves) {
  const contender = { ...RUNLOOM };
  const page = await freshPage(browser);
  await page.setViewportSize(VIEWPORT);
  await contender.start(page, origin);
  await contender.open(page, `${kind}-${RUNS}.parquet`);
  await page.waitForTimeout(2_000);
  return brushed(page, contender, moves);
}
