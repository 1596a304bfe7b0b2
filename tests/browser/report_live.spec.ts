/** The charts within the text of a report: pictures until they are scrolled near, and then live where they stand. */

import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator, Page, TestInfo } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { EXAMPLES } from "./support/files.ts";
import { dragOver, moveUntilMarked } from "./support/pointer.ts";
import { changed, openFile, reportOf } from "./support/reports.ts";
import { counts, expectRuns, filterBox, ready } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const RUNS = join(EXAMPLES, "novabio-search", "runs.parquet");
const DEEP = "```runloom\nkind: parallel\nwhere: params.max_depth = '7'\naxes: params.max_depth,params.learning_rate,metrics.val_auc\ncaption: The deepest.\n```";
const SCATTER = "```runloom\nkind: scatter\nscatter.x: params.learning_rate\nscatter.y: metrics.val_auc\ncaption: Rate against quality.\n```";
/** So much text that what follows is nowhere near. */
const FAR = "A line.\n\n".repeat(80);

test.beforeEach(() => test.slow());

function textReport(info: TestInfo, blocks: string): string {
  const text = info.outputPath("report.md");
  writeFileSync(text, `# Depth\n\n${blocks}\n`);
  return reportOf([text], ["--data", RUNS]);
}

const chartAt = (page: Page, at: number): Locator => page.locator(".report > figure").nth(at);
const picture = (figure: Locator): Locator => figure.locator(".report-picture:visible");

async function expectLive(figure: Locator): Promise<void> {
  await expect(figure).toHaveAttribute("data-live", "");
  await expect(figure.locator(".report-live")).toBeVisible();
  await expect(picture(figure)).toHaveCount(0);
}

async function heightOf(figure: Locator): Promise<number> {
  return (await figure.boundingBox())?.height ?? 0;
}

test("charts of a text become live when they come near, as large as their pictures", async ({ page, context, watch }, info) => {
  await context.setOffline(true);
  await openFile(page, watch, textReport(info, `${DEEP}\n\n${FAR}${SCATTER}`));
  await ready(page);
  const [first, second] = [chartAt(page, 0), chartAt(page, 1)];
  const before = await heightOf(second);
  await expectLive(first);
  await expect(first.getByRole("figure", { name: /^Parallel coordinates of 12/ })).toBeVisible();
  await expect(first.getByText("The deepest.")).toBeVisible();
  await expect(second).not.toHaveAttribute("data-live");
  await expect(second.locator(".report-live")).toHaveCount(0);
  await expect(picture(second)).toBeVisible();
  expect(page.workers()).toHaveLength(2);
  await second.scrollIntoViewIfNeeded();
  await expectLive(second);
  await expect(second.getByRole("figure", { name: /^Scatter/ })).toBeVisible();
  expect(await heightOf(second)).toBe(before);
  expect(page.workers()).toHaveLength(2);
  await page.screenshot({ path: info.outputPath("live.png") });
  await expectAccessible(page);
});

test("what is done in one chart leaves the others and the page as they are", async ({ page, watch }, info) => {
  await openFile(page, watch, textReport(info, `${DEEP}\n\n${DEEP.replace("'7'", "'4'")}`));
  await ready(page);
  const [first, second] = [chartAt(page, 0), chartAt(page, 1)];
  await second.scrollIntoViewIfNeeded();
  await expectLive(first);
  await expectLive(second);
  const untouched = await second.getByRole("figure").getAttribute("aria-label");
  await first.scrollIntoViewIfNeeded();
  const strip = await first.getByRole("group", { name: "Axis val_auc", exact: true }).locator(".axis-strip").boundingBox();
  if (!strip) throw new Error("there is no axis");
  const x = strip.x + strip.width / 2;
  await dragOver(page, [0.02, 0.2, 0.4].map((share) => [x, strip.y + strip.height * share] as const));
  await expect(first.getByRole("slider").first()).toBeVisible();
  await expect(second.getByRole("slider")).toHaveCount(0);
  expect(await second.getByRole("figure").getAttribute("aria-label")).toBe(untouched);
  await expectRuns(page, 51, 51);
  await expect(page).not.toHaveURL(/brush/);
  const spots = Array.from({ length: 30 }, (_, at) => [strip.x - 20 - 4 * at, strip.y + (strip.height * at) / 60] as const);
  await moveUntilMarked(first.getByRole("figure"), spots);
  await first.getByRole("link", { name: "Show these runs below" }).click();
  await expect(filterBox(page)).toContainText("max_depth");
  await expect(page).toHaveURL(/brush=metrics\.val_auc/);
  expect((await counts(page)).matching).toBeLessThan(12);
});

test("live charts have the theme of the page", async ({ page, watch }, info) => {
  await openFile(page, watch, textReport(info, DEEP), "theme=dark");
  await ready(page);
  const first = chartAt(page, 0);
  await expectLive(first);
  await expect(first.locator(".report-live")).toHaveAttribute("data-theme", "dark");
  await expect(first.locator(".report-live")).toHaveAttribute("data-painted", "dark");
  await page.screenshot({ path: info.outputPath("dark.png") });
});

test("on paper and without script charts are pictures", async ({ page, watch, browser }, info) => {
  const path = textReport(info, `${DEEP}\n\n${SCATTER}`);
  await openFile(page, watch, path);
  await ready(page);
  await expectLive(chartAt(page, 0));
  await page.emulateMedia({ media: "print" });
  await expect(picture(chartAt(page, 0))).toBeVisible();
  await expect(chartAt(page, 0).locator(".report-live")).toBeHidden();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const quiet = await context.newPage();
  await quiet.goto(pathToFileURL(path).href);
  for (const at of [0, 1]) await expect(picture(chartAt(quiet, at)).getByRole("img")).toBeVisible();
  await context.close();
});

test("pictures stay where the runs are damaged", async ({ page, watch }, info) => {
  const path = changed(info, textReport(info, DEEP), (html) => html.replaceAll(/(data-sha256=")../g, (_, before: string) => `${before}zz`));
  await openFile(page, watch, path);
  await expect(page.locator("html")).toHaveAttribute("data-runloom", "error");
  const first = chartAt(page, 0);
  await expect(first.locator(".report-live")).toHaveAttribute("data-runloom", "error");
  await expect(first).not.toHaveAttribute("data-live");
  await expect(first).toHaveAccessibleName(/^Parallel coordinates/);
  await expect(picture(first)).toBeVisible();
});

test("pictures stay where the page itself is damaged", async ({ page, watch }, info) => {
  const path = changed(info, textReport(info, DEEP), (html) => html.replace(/(data-files="page\.js )/, "$19"));
  await openFile(page, watch, path);
  await expect(page.getByRole("alert")).toContainText("its page.js is damaged");
  await expect(picture(chartAt(page, 0))).toBeVisible();
});

test("a view of every kind stays a view", async ({ page, watch }, info) => {
  const evil = "</script><img src=x onerror=\"console.log('canary')\">--><script>console.log('canary')</script>' &\"";
  const block = `\`\`\`runloom\nkind: parallel\nwhere: run_name != "${evil.replaceAll('"', "")}"\nparallel.title: ${evil}\ncaption: ${evil}\n\`\`\``;
  await openFile(page, watch, textReport(info, block));
  await ready(page);
  const first = chartAt(page, 0);
  await expectLive(first);
  await expect(first.getByText("</script><img src=x").first()).toBeVisible();
  await expect(page.locator("img, [onerror]")).toHaveCount(0);
});

test("a chart of one source is about its runs, still and live", async ({ page, watch }, info) => {
  copyFileSync(RUNS, info.outputPath("search.parquet"));
  copyFileSync(join(EXAMPLES, "streamflow", "runs.parquet"), info.outputPath("flow.parquet"));
  const text = info.outputPath("report.md");
  const block = (source: string) => `\`\`\`runloom\nkind: parallel\nsource: ${source}\n\`\`\``;
  writeFileSync(text, `# Two\n\n${block("search.parquet")}\n\n${block("flow.parquet")}\n`);
  await openFile(page, watch, reportOf([text]));
  await ready(page);
  await expectRuns(page, 60, 60);
  for (const [at, runs] of [[0, 51], [1, 9]] as const) {
    await chartAt(page, at).scrollIntoViewIfNeeded();
    await expectLive(chartAt(page, at));
    await expect(chartAt(page, at).getByRole("figure", { name: new RegExp(`^Parallel coordinates of ${runs} of 60 runs`) })).toBeVisible();
  }
});
