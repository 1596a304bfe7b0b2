/** One HTML file: it opens from a disk, reaches nothing, does all that the page does, and shows its pictures where it may not run. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { drop, EXAMPLES, textFile } from "./support/files.ts";
import { changed, openFile, reportOf } from "./support/reports.ts";
import { alert, chart, expectPicture, expectRuns, filterBox, grid, ready, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = ["runs.parquet", "history.parquet"].map((file) => join(EXAMPLES, "novabio-search", file));
const STREAMFLOW = ["runs.parquet", "history.parquet"].map((file) => join(EXAMPLES, "streamflow", file));
const QUICK = ["--view", "importance.method=correlation"];

/** A development build of the command takes seconds for a report, and a slow machine many. */
test.beforeEach(() => test.slow());

const article = (page: Page): Locator => page.locator(".report");
const still = (page: Page): Locator => page.locator(".report-still");

test("a report opens from a file and does all that the page does, with no network", async ({ page, context, watch }) => {
  await context.setOffline(true);
  await openFile(page, watch, reportOf(SEARCH, QUICK));
  await ready(page);
  await expectRuns(page, 51, 51);
  await expect(page.locator("html")).toHaveAttribute("data-report", "running");
  await expect(still(page)).toBeHidden();
  await expect(page.getByRole("heading", { name: "Experiment runs" })).toBeVisible();
  await expect(article(page)).toContainText("51 runs. They differ in 4 params");
  await expect(article(page)).toContainText(/The best by val_auc is .+ at 0\.9\d+, with max_depth = /);
  await expectPicture(page);
  await filterBox(page).fill("params.max_depth = '6'");
  await expect.poll(async () => Number(await grid(page).getAttribute("aria-rowcount"))).toBeLessThan(52);
  await expect(page).toHaveURL(/where=params\.max_depth/);
  await expect(page.getByRole("figure", { name: /^Parameter importance/ })).toBeVisible();
  await expect(page.getByRole("figure", { name: /^Metric history/ })).toBeVisible();
});

test("a chart of a report is exported", async ({ page, watch }) => {
  await openFile(page, watch, reportOf(STREAMFLOW));
  await ready(page);
  await expectPicture(page);
  await chart(page).getByRole("button", { name: "Export" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menu", { name: "Export the chart" }).getByRole("menuitem", { name: /^SVG runs as pixels/ }).click();
  const file = readFileSync(await (await coming).path(), "utf8");
  expect(file).toMatch(/^<svg .*role="img"/);
});

test("the address says what a report shows, else the report does", async ({ page, watch }) => {
  const path = reportOf(STREAMFLOW, ["--view", "where=status = 'FINISHED'&theme=dark"]);
  await openFile(page, watch, path);
  await ready(page);
  await expect(filterBox(page)).toContainText("FINISHED");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await openFile(page, watch, path, "where=status%20%3D%20'RUNNING'");
  await page.reload();
  await ready(page);
  await expect(filterBox(page)).toContainText("RUNNING");
});

test("an address is not opened by a report, which says why", async ({ page, watch }) => {
  await openFile(page, watch, reportOf(STREAMFLOW), "src=https://example.org/runs.parquet");
  await ready(page);
  await expect(alert(page)).toContainText("this page is one file that reaches nothing");
});

test("without script a report has its text, its pictures and its table", async ({ browser }, info) => {
  const path = reportOf(SEARCH, QUICK);
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ javaScriptEnabled: false, colorScheme });
    const page = await context.newPage();
    await page.goto(pathToFileURL(path).href);
    await expect(article(page)).toContainText("51 runs. They differ in 4 params");
    await expect(still(page).getByRole("figure", { name: /^Parallel coordinates/ }).getByRole("img")).toBeVisible();
    await expect(still(page).getByRole("figure", { name: /^Parameter importance/ }).getByRole("img")).toBeVisible();
    await expect(still(page).getByRole("figure", { name: /^Metric history/ }).getByRole("img")).toBeVisible();
    await expect(still(page).getByRole("row")).toHaveCount(51);
    await page.screenshot({ path: info.outputPath(`still-${colorScheme}.png`), fullPage: true });
    await context.close();
  }
});

test("on paper a report is as it was saved, until it shows something else", async ({ page, watch }) => {
  await openFile(page, watch, reportOf(SEARCH, QUICK));
  await ready(page);
  await expectPicture(page);
  await page.emulateMedia({ media: "print" });
  await expect(still(page).getByRole("figure", { name: /^Metric history/ }).getByRole("img")).toBeVisible();
  await expect(still(page).getByRole("row")).toHaveCount(51);
  await expect(page.locator("rl-app")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await filterBox(page).fill("params.max_depth = '6'");
  await expect(page).toHaveURL(/where=params\.max_depth/);
  await page.emulateMedia({ media: "print" });
  await expect(still(page)).toBeHidden();
  await expect(page.locator("rl-app")).toBeVisible();
});

test("damaged data is told, and the pictures stay", async ({ page, watch }, info) => {
  const path = reportOf(STREAMFLOW);
  const broken = changed(info, path, (html) => html.replaceAll(/(data-sha256="[0-9a-f]{64}">.{40})./g, (_, before: string) => `${before}!`));
  await openFile(page, watch, broken);
  await expect(page.locator("html")).toHaveAttribute("data-runloom", "error");
  await expect(alert(page).first()).toContainText("is damaged");
  await expect(still(page)).toBeVisible();
  const other = changed(info, path, (html) => html.replaceAll(/(data-sha256=")../g, (_, before: string) => `${before}zz`));
  await openFile(page, watch, other);
  await page.reload();
  await expect(alert(page).first()).toContainText("checksum (SHA-256)");
});

test("a report runs in a frame without an origin", async ({ page, watch }, info) => {
  const inner = pathToFileURL(reportOf(STREAMFLOW)).href;
  watch.allowAddress(inner);
  const outer = info.outputPath("outer.html");
  writeFileSync(outer, `<!doctype html><iframe sandbox="allow-scripts" width="1200" height="800" src="${inner}"></iframe>`);
  await openFile(page, watch, outer);
  await expect(page.frameLocator("iframe").locator("html")).toHaveAttribute("data-runloom", "ready");
  await expect(page.frameLocator("iframe").getByRole("grid")).toBeVisible();
});

test("names of every kind stay names, with script and without", async ({ page, watch, browser }, info) => {
  const evil = [
    "</script><img src=x onerror=\"console.log('canary')\">",
    "<!--<script>console.log('canary')//",
    "]]></title></style></svg><svg onload=\"console.log('canary')\">",
    "\" onfocus=\"console.log('canary')\" autofocus x=\"",
    "' onerror='console.log(`canary`)",
    "<!--/runloom:body--><script>console.log('canary')</script>",
    "{{runtime}}{{styles}}",
    "javascript:console.log('canary')",
  ];
  const runs = Array.from({ length: 24 }, (_, at) => ({
    run_id: `r${at}`,
    run_name: evil[at % evil.length],
    experiment: evil[0],
    status: "FINISHED",
    ...Object.fromEntries(evil.map((name, place) => [`params.${name}`, String((at * (place + 3)) % 7)])),
    "params.text": evil[(at + 1) % evil.length],
    [`metrics.${evil[0] ?? ""}`]: (at * 7) % 11,
    [`tags.${evil[1] ?? ""}`]: evil[2],
  }));
  const file = textFile("runs.json", JSON.stringify(runs));
  const path = info.outputPath("runs.json");
  writeFileSync(path, file.buffer);
  const report = reportOf([path], ["--title", evil.join(" "), ...QUICK]);
  await openFile(page, watch, report);
  await ready(page);
  await expectRuns(page, 24, 24);
  await expectPicture(page);
  await expect(page.getByRole("heading", { level: 1 }).first()).toHaveText(evil.join(" "));
  expect(await page.title()).toBe(evil.join(" "));
  await expect(page.locator("img, [onerror], [onload], [onfocus]")).toHaveCount(0);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const quiet = await context.newPage();
  await quiet.goto(pathToFileURL(report).href);
  await expect(still(quiet).getByRole("row")).toHaveCount(25);
  await expect(quiet.locator("img, [onerror], [onload], [onfocus]")).toHaveCount(0);
  await context.close();
});

test("a report is a source: the page opens it again", async ({ page }) => {
  const path = reportOf(STREAMFLOW);
  await visit(page, sources("streamflow", "runs.parquet"));
  const total = Number(await grid(page).getAttribute("aria-rowcount")) - 1;
  await visit(page, "");
  await drop(page, { name: "report.html", mimeType: "text/html", buffer: readFileSync(path) });
  await expectRuns(page, total, total);
  await expect(page.getByRole("list", { name: "Open sources" })).toContainText("history.parquet");
});

test("the template alone says that it holds no data", async ({ page }) => {
  await page.goto("/report.html");
  await ready(page);
  await expect(page.getByRole("heading", { name: "A report without runs" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Open runs" })).toBeVisible();
});

test("a report is accessible, still and running", async ({ page, watch }) => {
  await openFile(page, watch, reportOf(STREAMFLOW));
  await ready(page);
  await expectPicture(page);
  await expectAccessible(page);
  await page.evaluate(() => {
    delete document.documentElement.dataset["report"];
  });
  await expect(still(page)).toBeVisible();
  await expectAccessible(page);
});

test("a text has its charts and values, and a chart's link has the page show its runs", async ({ page, watch }, info) => {
  const text = info.outputPath("report.md");
  const chartBlock = "```runloom\nkind: parallel\nwhere: params.max_depth = '7'\ncaption: The deepest.\n```";
  writeFileSync(text, `# Depth\n\n$$\\sum_i \\!\\frac{1}{i}$$\n\nOf {{ count }} runs the best has {{ best metrics.val_auc }}. <img src=x onerror="console.log('canary')">\n\n${chartBlock}\n`);
  const [runs = ""] = SEARCH;
  await openFile(page, watch, reportOf([text], ["--data", runs]));
  await ready(page);
  await expect(article(page).locator("math mfrac")).toBeVisible();
  await expect(article(page)).toContainText("Of 51 runs the best has 0.9918. <img src=x");
  await expect(article(page).getByRole("figure", { name: /^Parallel coordinates/ }).first()).toBeVisible();
  await expectRuns(page, 51, 51);
  await article(page).getByRole("link", { name: "Show these runs below" }).click();
  await expect(filterBox(page)).toContainText("max_depth");
  await expect.poll(async () => Number(await grid(page).getAttribute("aria-rowcount"))).toBeLessThan(52);
});
