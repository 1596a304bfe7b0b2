/** How each library is made to draw parallel coordinates of a file, and where its axes are. */

import { watchDrawing } from "../parallel/watch.js";

const AXES = [...Array.from({ length: 9 }, (_, axis) => `params.p${axis}`), "metrics.score"];

/** How long nothing may be drawn before a picture counts as done; the libraries put off work for up to 100 ms. */
const QUIET_MS = 250;

/** What takes longer is given up. */
const MOST_MS = 60_000;

/** Milliseconds until the picture that was begun stands; `null` where that takes too long. */
export function settled(page) {
  return page.evaluate(([quiet, most]) => globalThis.watch.settled(quiet, most), [QUIET_MS, MOST_MS]);
}

/**
 * Runloom's own page, with its table. It stays the same page when another file is opened, as those of the libraries do. Its picture is drawn from columns that are in the engine's memory: after the page has shown one axis, the
 * address asks for all ten.
 */
export const RUNLOOM = {
  name: "Runloom",
  async start(page, origin) {
    await page.addInitScript(watchDrawing);
    this.origin = origin;
  },
  async open(page, file) {
    const again = this.address !== undefined;
    this.address = (axes) => `#src=../data/${file}&axes=${axes.join(",")}&color=metrics.score`;
    if (again) await this.draw(page);
    else await page.goto(`${this.origin}/runloom/${this.address(AXES)}`);
    if (!(await settled(page))) throw new Error("Runloom draws nothing");
    const { width, height } = await page.locator("figure canvas").first().boundingBox();
    return { version: "", size: { width: Math.round(width), height: Math.round(height) } };
  },
  async draw(page) {
    await page.evaluate((address) => {
      globalThis.watch.begin();
      location.hash = address;
    }, this.address(AXES));
  },
  async clear(page) {
    await page.evaluate((address) => {
      globalThis.watch.begin();
      location.hash = address;
    }, this.address(AXES.slice(0, 1)));
    await settled(page);
  },
  async axis(page, index) {
    const { x, y, width, height } = await page.locator("figure .axis-strip").nth(index).boundingBox();
    return { x: x + width / 2, top: y, bottom: y + height };
  },
};

/** A library on a page of its own, with typed arrays of the columns in memory. */
function library(file) {
  return {
    name: file,
    async start(page, origin, height) {
      await page.addInitScript(watchDrawing);
      await page.goto(`${origin}/parallel/page.html?library=${file}&hip.PARALLEL_PLOT.height=${height}`);
      await page.waitForFunction(() => globalThis.library);
      this.name = await page.evaluate(() => `${globalThis.library.name} ${globalThis.library.version}`);
    },
    async open(page, data) {
      await page.evaluate((address) => globalThis.library.open(address), `../data/${data}`);
      return {};
    },
    async draw(page, { width, height }) {
      await page.evaluate(([width, height]) => {
        globalThis.watch.begin();
        globalThis.library.draw(width, height);
      }, [width, height]);
    },
    clear: (page) => page.evaluate(() => globalThis.library.clear()),
    axis: (page, index) => page.evaluate((index) => globalThis.library.axis(index), index),
  };
}

export const contenders = () => [{ ...RUNLOOM }, library("plotly"), library("hiplot"), library("echarts")];
