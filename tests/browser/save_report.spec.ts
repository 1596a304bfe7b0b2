/** Save as report: what the page writes opens as what the command line writes, offline, with the same in it. */

import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Page, TestInfo } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { drop, textFile } from "./support/files.ts";
import { openFile } from "./support/reports.ts";
import { alert, counts, expectFilter, expectPicture, expectRuns, filterBox, ready, sources, visit } from "./support/runs.ts";
import { serve } from "./support/server.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = `${sources("novabio-search", "runs.parquet", "history.parquet")}&where=metrics.val_auc > 0.988&axes=params.max_depth,metrics.val_auc&brush=params.max_depth:6..7&importance.method=correlation`;

const dialog = (page: Page) => page.getByRole("dialog", { name: "Share this view" });

/** The report that the page saves, as a path. */
async function saved(page: Page, info: TestInfo, title = ""): Promise<string> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog(page).getByRole("radio", { name: "Report" }).click();
  if (title !== "") await dialog(page).getByRole("textbox", { name: "Title" }).fill(title);
  const coming = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Save as report" }).click();
  const download = await coming;
  const path = info.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

test("a saved report shows the same view of the same runs, offline", async ({ page, context, watch }, info) => {
  await visit(page, SEARCH);
  await expect(page.getByRole("figure", { name: /^Parameter importance/ })).toBeVisible();
  const { matching } = await counts(page);
  const path = await saved(page, info, "A search, kept");
  await expect(dialog(page).getByRole("status")).toHaveText(/^a-search-kept\.html, [\d.,]+ MB$/);
  await expectAccessible(page);
  await context.setOffline(true);
  await openFile(page, watch, path);
  await ready(page);
  await expectRuns(page, matching, 41);
  await expectFilter(page, "metrics.val_auc > 0.988");
  await expect(page.getByRole("group", { name: /^Axis / })).toHaveCount(2);
  await expectPicture(page);
  await expect(page.getByRole("heading", { level: 1, name: "A search, kept" })).toBeVisible();
  expect(await page.title()).toBe("A search, kept");
  await expect(page.getByRole("figure", { name: /^Metric history/ })).toBeVisible();
  await page.getByRole("button", { name: /^Remove the brush/ }).click();
  await expectRuns(page, 41, 41);
});

test("a saved report has its pictures and its table without script", async ({ page, browser }, info) => {
  await visit(page, SEARCH);
  await expect(page.getByRole("figure", { name: /^Parameter importance/ })).toBeVisible();
  const path = await saved(page, info);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto(`file://${path}`);
  await expect(still.locator(".report")).toContainText("41 runs");
  await expect(still.locator(".report-still").getByRole("figure", { name: /^Parallel coordinates/ }).getByRole("img")).toBeVisible();
  await expect(still.locator(".report-still").getByRole("figure", { name: /^Metric history/ }).getByRole("img")).toBeVisible();
  await expect(still.locator(".report-still").getByRole("row")).toHaveCount(42);
  await still.screenshot({ path: info.outputPath("still.png"), fullPage: true });
  await context.close();
});

test("a saved report opens on the page, and is saved again with the same data", async ({ page }, info) => {
  await visit(page, SEARCH);
  const path = await saved(page, info, "One");
  await page.keyboard.press("Escape");
  await page.goto("about:blank");
  await visit(page);
  await drop(page, { name: "one.html", mimeType: "text/html", buffer: readFileSync(path) });
  await expectRuns(page, 41, 41);
  const again = await saved(page, info, "Two");
  const data = (file: string) => [...readFileSync(file, "utf8").matchAll(/data-name="([^"]+)" data-sha256="([0-9a-f]+)"/g)].map(([, name, sum]) => `${name} ${sum}`);
  expect(data(again)).toEqual(data(path));
  expect(data(path)).toHaveLength(2);
});

test("a report is opened by its address, and the link opens it again", async ({ page, watch }, info) => {
  await visit(page, SEARCH);
  const path = await saved(page, info, "One");
  const served = await serve(dirname(path), "--cors");
  watch.allow(served.origin);
  await page.goto("about:blank");
  await visit(page, `src=${served.origin}/${basename(path)}`);
  await expectRuns(page, 41, 41);
  await expect(page.getByRole("list", { name: "Open sources" }).getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("figure", { name: /^Metric history/ })).toBeVisible();
  await filterBox(page).fill("params.max_depth = '6'");
  await expect(page).toHaveURL(/one\.html%23runs\.parquet/);
  await page.reload();
  await ready(page);
  await expect(page.getByRole("list", { name: "Open sources" }).getByRole("listitem")).toHaveCount(2);
  await expectFilter(page, "params.max_depth = '6'");
  await page.goto("about:blank");
  await page.goto(`/#src=${served.origin}/${basename(path)}%23nothing.parquet`);
  await expect(alert(page)).toContainText("there is no report with a file nothing.parquet in it");
  served.stop();
});

test("names of every kind stay names in what the page saves", async ({ page, watch, browser }, info) => {
  const evil = ["</script><img src=x onerror=\"console.log('canary')\">", "<!--/runloom:body--><script>console.log('canary')</script>", "]]></style></svg><svg onload=\"console.log('canary')\">"];
  const runs = Array.from({ length: 12 }, (_, at) => ({
    run_id: `r${at}`,
    run_name: evil[at % evil.length],
    experiment: evil[0],
    ...Object.fromEntries(evil.map((name, place) => [`params.${name}`, String((at * (place + 3)) % 7)])),
    [`metrics.${evil[0] ?? ""}`]: (at * 7) % 11,
  }));
  await visit(page);
  await drop(page, textFile("runs.json", JSON.stringify(runs)));
  await expectRuns(page, 12, 12);
  const path = await saved(page, info);
  await openFile(page, watch, path);
  await ready(page);
  await expectRuns(page, 12, 12);
  expect(await page.title()).toBe(`Runs of ${evil[0] ?? ""}`);
  await expect(page.locator("img, [onerror], [onload]")).toHaveCount(0);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto(`file://${path}`);
  await expect(still.locator("img:not([src^='data:']), [onerror], [onload]")).toHaveCount(0);
  await context.close();
});

test("a report that cannot be saved says why, and nothing is lost", async ({ page }) => {
  await visit(page, SEARCH);
  await page.route("**/report.html", (route) => route.fulfill({ status: 404, body: "" }));
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog(page).getByRole("radio", { name: "Report" }).click();
  await dialog(page).getByRole("button", { name: "Save as report" }).click();
  await expect(dialog(page).getByRole("status")).toContainText("The report was not saved: the server answered 404 for report.html");
  await page.unroute("**/report.html");
  await page.route("**/packer_bg.wasm", (route) => route.abort());
  await dialog(page).getByRole("button", { name: "Save as report" }).click();
  await expect(dialog(page).getByRole("status")).toContainText("The report was not saved");
  await page.unroute("**/packer_bg.wasm");
  const coming = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Save as report" }).click();
  expect((await coming).suggestedFilename()).toBe("experiment-runs.html");
  await expect(alert(page)).toHaveCount(0);
});
