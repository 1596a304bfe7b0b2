import type { Page } from "@playwright/test";
import { drop, textFile } from "./support/files.ts";
import { query } from "./support/cli.ts";
import { EXAMPLES } from "./support/files.ts";
import { column, expectRuns, grid, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const header = (page: Page, name: string) => grid(page).getByRole("columnheader", { name, exact: true });

test("sorts by one column and by several", async ({ page }) => {
  await visit(page, `${sources("novabio-search", "runs.parquet")}&pin=params.max_depth`);
  await header(page, "max_depth").click();
  await expect(header(page, "max_depth")).toHaveAttribute("aria-sort", "ascending");
  await header(page, "val_auc").click({ modifiers: ["Shift"] });
  await expect(header(page, "val_auc")).toHaveAttribute("aria-sort", "descending");
  const options = ["--order-by", "params.max_depth ASC", "--order-by", "metrics.val_auc DESC", "--columns", "run_id"];
  const expected = query([`${EXAMPLES}/novabio-search/runs.parquet`], options).map((run) => run["run_id"]);
  await expect.poll(() => column(page, "run_id")).toEqual(expected);
});

test("rows have the colours of their lines", async ({ page }) => {
  const swatches = grid(page).locator(".grid-row .swatch");
  const colours = () => swatches.evaluateAll((all) => all.map((swatch) => getComputedStyle(swatch).backgroundColor));
  await visit(page, sources("novabio-search", "runs.parquet"));
  await expect(swatches.first()).not.toHaveClass(/none/);
  await expect.poll(async () => new Set(await colours()).size).toBeGreaterThan(5);
  const byDefault = await colours();
  await visit(page, `${sources("novabio-search", "runs.parquet")}&color=metrics.val_log_loss`);
  await expect.poll(async () => new Set(await colours()).size).toBeGreaterThan(5);
  await expect.poll(colours).not.toEqual(byDefault);
  const inLight = await colours();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(colours).not.toEqual(inLight);
});

test("folds away what does not differ, and counts it", async ({ page }) => {
  await visit(page, sources("novabio-search", "runs.parquet"));
  const columns = async () => Number(await grid(page).getAttribute("aria-colcount"));
  const few = await columns();
  await expect(page.getByText(/constant columns? folded away/)).toBeVisible();
  await page.getByRole("button", { name: "Only what differs" }).click();
  await expect.poll(columns).toBeGreaterThan(few);
  await expect(page.getByText(/constant columns? folded away/)).toHaveCount(0);
});

test("holds only the rows and columns in view", async ({ page }) => {
  const names = Array.from({ length: 3_000 }, (_, at) => `metrics.m${at}`);
  const rows = Array.from({ length: 60 }, (_, row) => [`r${row}`, ...names.map((_, at) => (row * 31 + at) % 97)].join(","));
  await visit(page);
  await drop(page, textFile("wide.csv", `${["run_id", ...names].join(",")}\n${rows.join("\n")}\n`));
  await expectRuns(page, 60, 60);
  expect(await grid(page).getByRole("gridcell").count()).toBeLessThan(1_500);
  await grid(page).focus();
  await page.keyboard.press("Control+End");
  await expect(header(page, "m2999")).toBeVisible();
  expect(await grid(page).getByRole("gridcell").count()).toBeLessThan(1_500);
});

test("reaches the last of 200,000 runs", async ({ page }) => {
  const lines = Array.from({ length: 200_000 }, (_, row) => `r${String(row).padStart(6, "0")},${row % 1000},${row}`);
  await visit(page);
  await drop(page, textFile("long.csv", `run_id,params.a,metrics.b\n${lines.join("\n")}\n`));
  await expectRuns(page, 200_000, 200_000);
  await grid(page).focus();
  await page.keyboard.press("Control+End");
  await expect(grid(page).locator("[aria-rowindex='200001']")).toContainText("r199999");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await expect(grid(page).locator("[aria-rowindex='2']")).toBeVisible();
});

test("runs are chosen with the mouse and with the keyboard", async ({ page }) => {
  await visit(page, sources("novabio-search", "runs.parquet"));
  const selected = page.getByRole("button", { name: "Clear the selection" });
  const row = (at: number) => grid(page).locator(`[aria-rowindex='${at + 1}']`);
  await row(1).locator("[data-choose]").click();
  await expect(selected).toHaveText(/1 run selected/);
  await row(4).locator("[data-choose]").click({ modifiers: ["Shift"] });
  await expect(selected).toHaveText(/4 runs selected/);
  await expect(row(3)).toHaveAttribute("aria-selected", "true");
  await grid(page).focus();
  await page.keyboard.press("Control+a");
  await expect(selected).toHaveText(/51 runs selected/);
  await page.keyboard.press("Escape");
  await expect(selected).toHaveCount(0);
});

test("a column is hidden, found again and pinned", async ({ page }) => {
  await visit(page, sources("novabio-search", "runs.parquet"));
  await header(page, "val_auc").click({ button: "right" });
  await page.getByRole("menuitem", { name: /Hide/ }).click();
  await expect(header(page, "val_auc")).toHaveCount(0);
  await page.getByRole("button", { name: /Find a column/ }).click();
  await page.keyboard.type("val_auc");
  await page.getByRole("dialog").getByText("val_auc", { exact: true }).first().click();
  await page.keyboard.press("Escape");
  await expect(header(page, "val_auc")).toBeVisible();
});
