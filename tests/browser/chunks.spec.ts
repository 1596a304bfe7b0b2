import type { Locator, Page } from "@playwright/test";
import { drop, example } from "./support/files.ts";
import { alert, expectPicture, expectRuns, filterBox, grid, ready, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const NO_HISTORY = sources("streamflow", "runs.parquet");

/** The Wasm files that the page asks for from now on, but for those that every page needs. */
function fetched(page: Page): string[] {
  const names: string[] = [];
  page.on("request", (request) => {
    const name = new URL(request.url()).pathname.slice(1);
    if (name.endsWith(".wasm") && name !== "runloom_bg.wasm") names.push(name);
  });
  return names;
}

const matrix = (page: Page): Locator => page.getByRole("figure", { name: /^Scatter matrix/ });

async function addMatrix(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Panels" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Scatter matrix" }).click();
  await expect(matrix(page)).toBeVisible();
  await page.keyboard.press("Escape");
}

const firstCell = (page: Page): Locator => matrix(page).getByRole("button", { name: /^[^.,]+[.,] / }).first();

test("the first view of runs does without chunks; a panel, typing and a file of another kind bring theirs, each once", async ({ page }) => {
  const names = fetched(page);
  await visit(page, NO_HISTORY);
  await expectRuns(page, 9, 9);
  await expectPicture(page);
  await expect(grid(page).getByRole("row").nth(1)).toContainText(/\w/);
  await page.getByRole("columnheader").nth(1).click();
  expect(names).toEqual([]);

  await filterBox(page).pressSequentially("val");
  await expect.poll(() => names).toEqual(["typing_bg.wasm"]);
  await filterBox(page).fill("");
  await addMatrix(page);
  await expect(firstCell(page)).toBeVisible();
  expect(names).toEqual(["typing_bg.wasm", "charts_bg.wasm"]);
  await drop(page, example("streamflow", "runs.csv"));
  await expect(grid(page)).not.toHaveAttribute("aria-rowcount", "10");
  await drop(page, example("novabio-search", "runs.json"));
  expect(names).toEqual(["typing_bg.wasm", "charts_bg.wasm", "formats_bg.wasm"]);
  await expect(alert(page)).toHaveCount(0);
});

test("an engine that was started again has the chunks that it had", async ({ page }) => {
  const names = fetched(page);
  await visit(page, `${NO_HISTORY}&panels=scatter-matrix,table`, "?test");
  await expect(firstCell(page)).toBeVisible();
  await page.evaluate(() => (document as unknown as { runloomTest: { crash(): void } }).runloomTest.crash());
  await expect(alert(page)).toContainText("engine stopped");
  await ready(page);
  await firstCell(page).hover();
  await expect(firstCell(page)).toBeVisible();
  expect(names).toEqual(["charts_bg.wasm"]);
});

test("a chunk that cannot be fetched is named, and asked for again", async ({ page }) => {
  await visit(page, NO_HISTORY);
  await page.route("**/charts_bg.wasm", (route) => route.abort());
  await page.getByRole("button", { name: "Panels" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Scatter matrix" }).click();
  await expect(alert(page)).toContainText("charts_bg.wasm");
  await expectRuns(page, 9, 9);
  await page.unroute("**/charts_bg.wasm");
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect(firstCell(page)).toBeVisible();
});

test("a chunk that is missing in the midst of work stops nothing for good", async ({ page }) => {
  await visit(page, NO_HISTORY);
  await page.route("**/formats_bg.wasm", (route) => route.fulfill({ status: 503 }));
  await drop(page, example("novabio-search", "runs.csv"));
  await expect(alert(page).first()).toContainText("formats_bg.wasm");
  await ready(page);
  await expectRuns(page, 9, 9);
  await page.unroute("**/formats_bg.wasm");
  await drop(page, example("novabio-search", "runs.csv"));
  await expect(grid(page)).not.toHaveAttribute("aria-rowcount", "10");
});
