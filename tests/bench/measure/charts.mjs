/** Runloom beside another page that shows the same file: until the first chart stands, and working with a million runs. */

import { freshPage, inBrowser, peakMemory } from "./browser.mjs";
import { firstChart, PEER, RUNLOOM } from "./contenders.mjs";
import { brushing, filterTimes, scrolling } from "./large.mjs";

const SMALL = "runs-100k.parquet";
const LARGE = "runs-1m.parquet";

/** Opens files that are served from `origin`, the small one `samples` times in each page. */
export async function charts(origin, samples) {
  const measured = { small: await small(origin, samples), large: [] };
  for (const contender of [RUNLOOM, PEER]) measured.large.push(await large(origin, contender));
  measured.work = await work(origin);
  return measured;
}

/** Contenders take turns, so that a busy moment of the machine hits both. */
async function small(origin, samples) {
  const times = new Map([[RUNLOOM, []], [PEER, []]]);
  for (let sample = 0; sample < samples; sample++) {
    for (const contender of times.keys()) {
      const sample = await opened(origin, contender, SMALL);
      times.get(contender).push(sample);
      console.log(`${SMALL}  ${contender.name}: ${Math.round(sample.time)} ms`);
    }
  }
  return [...times].map(([contender, samples]) => ({ name: contender.name, samples }));
}

async function large(origin, contender) {
  try {
    const { time, memory } = await opened(origin, contender, LARGE);
    console.log(`${LARGE}  ${contender.name}: ${Math.round(time)} ms`);
    return { name: contender.name, time, memory };
  } catch (error) {
    const [why] = String(error.message).split("\n");
    console.log(`${LARGE}  ${contender.name}: ${why}`);
    return { name: contender.name, time: null, memory: null, why };
  }
}

/** A browser of its own for each sample, so that the peak of its memory is that sample's. */
function opened(origin, contender, file) {
  return inBrowser(async (browser) => {
    const page = await freshPage(browser);
    return { ...(await firstChart(page, contender, origin, file)), memory: await peakMemory(browser) };
  });
}

function work(origin) {
  return inBrowser(async (browser) => {
    const page = await freshPage(browser);
    await firstChart(page, RUNLOOM, origin, LARGE);
    await page.waitForTimeout(2_000);
    const filter = await filterTimes(page);
    console.log(`filter: ${filter.map(Math.round).join(", ")} ms`);
    const brush = await brushing(page);
    const scroll = await scrolling(page);
    console.log(`frames: brushing ${JSON.stringify(brush)}, scrolling ${JSON.stringify(scroll)}`);
    return { filter, brush, scroll, memory: await peakMemory(browser) };
  });
}
