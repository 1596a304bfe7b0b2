/** One Chromium for everything that is measured, and what it runs on. */

import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { chromium } from "playwright-core";

export const WIDTH_PX = 1400;
export const HEIGHT_PX = 900;

function launch() {
  return chromium.launch({
    executablePath: process.env.RUNLOOM_CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** What `act` does with a browser of its own. */
export async function inBrowser(act) {
  const browser = await launch();
  try {
    return await act(browser);
  } finally {
    await browser.close();
  }
}

/** A page without history: no HTTP cache, no compiled code kept from an earlier one. */
export async function freshPage(browser) {
  const context = await browser.newContext({ viewport: { width: WIDTH_PX, height: HEIGHT_PX }, deviceScaleFactor: 1 });
  const page = await context.newPage();
  page.setDefaultTimeout(300_000);
  return page;
}

export async function machine(browser) {
  const page = await freshPage(browser);
  const renderer = await page.evaluate(() => {
    const gl = document.createElement("canvas").getContext("webgl");
    const info = gl?.getExtension("WEBGL_debug_renderer_info");
    return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : "none";
  });
  await page.context().close();
  const [cpu] = cpus();
  return {
    processor: `${cpu?.model.trim() ?? "unknown"}, ${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    browser: `Chromium ${browser.version()}`,
    webgl: renderer,
  };
}

/** The most resident memory that any page process of `browser` ever had, in bytes: page, worker, Wasm and all. Linux only, else `null`. */
export async function peakMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const peaks = processInfo.filter((process) => process.type === "renderer").map((process) => highWater(process.id));
  return peaks.length === 0 || peaks.includes(null) ? null : Math.max(...peaks);
}

function highWater(processId) {
  try {
    const kibibytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${processId}/status`, "utf8"))?.[1];
    return kibibytes ? Number(kibibytes) * 1024 : null;
  } catch {
    return null;
  }
}
