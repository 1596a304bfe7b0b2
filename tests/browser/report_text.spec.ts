/** The text of a report, written on the page with what it will look like beside it. */

import type { FrameLocator, Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { textFile } from "./support/files.ts";
import { openFile } from "./support/reports.ts";
import { expectRuns, ready, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = `${sources("novabio-search", "runs.parquet")}&where=metrics.val_auc > 0.988&axes=params.max_depth,metrics.val_auc&scatter.x=params.learning_rate&panels=parallel,scatter,table`;

const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Share this view" });
const field = (page: Page): Locator => dialog(page).getByRole("textbox", { name: "Text" });
const preview = (page: Page): FrameLocator => page.frameLocator("iframe[title=Preview]");

async function write(page: Page): Promise<void> {
  await visit(page, SEARCH);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog(page).getByRole("radio", { name: "Report" }).click();
  await dialog(page).getByRole("textbox", { name: "Title" }).fill("What we found");
  await dialog(page).getByRole("button", { name: "Write a text" }).click();
  await expect(preview(page).getByRole("heading", { level: 1 })).toHaveText("What we found");
}

test("a text begins with the charts in view, and its values follow the runs", async ({ page }) => {
  await write(page);
  await expect(field(page)).toHaveValue(/^# What we found\n\n\{\{ count \}\} runs\.\n\n```runloom\nkind: parallel\naxes: params\.max_depth,metrics\.val_auc\n```\n\n```runloom\nkind: scatter\nscatter\.x: params\.learning_rate\n```$/);
  await expect(preview(page).getByText("41 runs.")).toBeVisible();
  await expect(preview(page).getByRole("figure", { name: /^Parallel coordinates of 41/ })).toBeVisible();
  await expect(preview(page).getByRole("figure", { name: /^Scatter/ })).toBeVisible();
  await field(page).fill("# One\n\nThe best is {{ winner metrics.val_auc }} at {{ best metrics.val_auc }}; {{ count where params.max_depth = '7' }} have 7.");
  await expect(preview(page).getByText("The best is config-025 at 0.9918; 12 have 7.")).toBeVisible();
});

test("what a text is written in is accessible", async ({ page }) => {
  await write(page);
  // No script runs in the preview, so axe cannot look into it.
  await page.locator("iframe[title=Preview]").evaluate((frame) => frame.remove());
  await expectAccessible(page);
});

test("what cannot be shown is told by its line, and the rest stays", async ({ page }) => {
  await write(page);
  await field(page).fill("# One\n\n{{ best metrics.nothing }}");
  await expect(dialog(page).getByRole("alert")).toHaveText(/^Line 3: there is no column `metrics\.nothing`/);
  await expect(preview(page).getByRole("heading", { level: 1 })).toHaveText("What we found");
  await dialog(page).getByRole("button", { name: "Save as report" }).click();
  await expect(dialog(page).getByRole("status")).toContainText("The report was not saved: line 3: there is no column");
  await field(page).fill("# One\n\n```runloom\nkind: parallel\nwhere: metrics.val_auc >\n```");
  await expect(dialog(page).getByRole("alert")).toHaveText(/^Line 3: /);
  await field(page).fill("# Two");
  await expect(dialog(page).getByRole("alert")).toHaveCount(0);
  await expect(preview(page).getByRole("heading", { level: 1 })).toHaveText("Two");
});

test("formulas are set, and one that cannot be is told", async ({ page }) => {
  await write(page);
  await field(page).fill("# One\n\nOf $\\frac{a}{b} < 1$ and $5 or $6.\n\n$$\\begin{aligned} x &= 1 \\\\ yyyyyy &= 2 \\end{aligned}$$");
  const formulas = preview(page).locator("math");
  await expect(formulas).toHaveCount(2);
  await expect(preview(page).getByText("and $5 or $6.")).toBeVisible();
  const height_px = async (of: Locator) => (await of.boundingBox())?.height ?? 0;
  expect(await height_px(formulas.nth(0).locator("mfrac"))).toBeGreaterThan(1.4 * (await height_px(formulas.nth(0).locator("mfrac mi").first())));
  const left_px = async (nth: number) => (await formulas.nth(1).locator("mtd:first-child mi").nth(nth).boundingBox())?.x ?? 0;
  expect(await left_px(0), "what stands before & is flush right").toBeGreaterThan((await left_px(1)) + 5);
  await field(page).fill("# One\n\n\nThe $\\fraction{a}{b}$.");
  await expect(dialog(page).getByRole("alert")).toHaveText(/^Line 4: the formula `\\fraction\{a\}\{b\}` cannot be set: unknown/);
});

test("parts are moved by key and by button, and charts are put in where the cursor is", async ({ page }) => {
  await write(page);
  await field(page).fill("# One\n\nFirst.\n\n```\ncode\n\nmore\n```\n\nLast.");
  await field(page).press("Control+End");
  await field(page).press("Alt+ArrowUp");
  await expect(field(page)).toHaveValue("# One\n\nFirst.\n\nLast.\n\n```\ncode\n\nmore\n```");
  await field(page).press("Alt+ArrowUp");
  await expect(field(page)).toHaveValue("# One\n\nLast.\n\nFirst.\n\n```\ncode\n\nmore\n```");
  await dialog(page).getByRole("button", { name: "Move this part down" }).click();
  await expect(field(page)).toHaveValue("# One\n\nFirst.\n\nLast.\n\n```\ncode\n\nmore\n```");
  await dialog(page).getByRole("combobox", { name: "Insert a chart" }).selectOption("scatter");
  await expect(field(page)).toHaveValue(/^# One\n\nFirst\.\n\nLast\.\n\n```runloom\nkind: scatter\n[^]*?```\n\n```\ncode/);
});

test("a text is saved with its report, and nothing in it runs", async ({ page, watch }, info) => {
  await write(page);
  const evil = "<img src=x onerror=\"console.log('canary')\"> <script>console.log('canary')</script> [x](javascript:console.log('canary'))";
  await field(page).fill(`# Kept & told\n\n{{ count }} runs. ${evil}\n\n\`\`\`runloom\nkind: parallel\nwhere: params.max_depth = '7'\ncaption: Those with seven.\n\`\`\``);
  await dialog(page).getByRole("textbox", { name: "Title" }).fill("");
  await expect(preview(page).getByText("Those with seven.")).toBeVisible();
  await expect(preview(page).locator("script, [onerror], a[href^=javascript]")).toHaveCount(0);
  const coming = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Save as report" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("kept-told.html");
  const path = info.outputPath("kept.html");
  await download.saveAs(path);
  await openFile(page, watch, path);
  await ready(page);
  await expectRuns(page, 41, 41);
  await expect(page.getByRole("heading", { level: 1, name: "Kept & told" })).toBeVisible();
  await expect(page.getByText("41 runs. <img src=x")).toBeVisible();
  await expect(page.getByRole("figure", { name: /^Parallel coordinates of 12/ })).toBeVisible();
});

test("a text outlives its dialog, is opened from a file and saved as one", async ({ page }) => {
  await write(page);
  await field(page).fill("# Still here");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog(page).getByRole("radio", { name: "Report" }).click();
  await expect(field(page)).toHaveValue("# Still here");
  await expect(preview(page).getByRole("heading", { level: 1 })).toHaveText("Still here");
  await dialog(page).locator("input[type=file]").setInputFiles(textFile("text.md", "# From a file"));
  await expect(preview(page).getByRole("heading", { level: 1 })).toHaveText("From a file");
  const coming = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Save the text" }).click();
  expect((await coming).suggestedFilename()).toBe("report.md");
});

test("a chart of one source shows its runs, and one of no source names those that there are", async ({ page }) => {
  await visit(page, `${sources("novabio-search", "runs.parquet")}&${sources("streamflow", "runs.csv")}`);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog(page).getByRole("radio", { name: "Report" }).click();
  await dialog(page).getByRole("button", { name: "Write a text" }).click();
  await field(page).fill("# Two\n\n```runloom\nsource: runs.csv\n```\n");
  await expect(preview(page).getByRole("figure", { name: /^Parallel coordinates of 9 of 60 runs/ })).toBeVisible();
  await field(page).fill("# Two\n\n```runloom\nsource: other.csv\n```\n");
  await expect(dialog(page).getByRole("alert")).toHaveText("Line 3: there is no source `other.csv`; there are `runs.csv`, `runs.parquet`");
});
