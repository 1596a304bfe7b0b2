import type { Locator, Page } from "@playwright/test";
import { allDrawn, chart, expectPicture, filterBox, grid, ready, sources, status, visit } from "./support/runs.ts";
import { expectAccessible } from "./support/accessible.ts";
import { expect, test } from "./support/test.ts";

const RUNS = sources("novabio-all", "runs.parquet");
/** 66 runs that trained each model with several seeds; the numbers of `crates/runloom-wasm/tests/groups.rs`. */
const SEEDS = `${RUNS}&where=experiment_id = '9'&order=metrics.test_auc DESC`;
const GROUPED = `${SEEDS}&group=params.model,params.n_estimators`;

const table = (page: Page): Locator => page.getByRole("treegrid", { name: "Runs" });
const row = (page: Page, at: number): Locator => table(page).locator(`[aria-rowindex='${at + 1}']`);
const cell = (page: Page, at: number, column: string): Locator => row(page, at).locator(`[data-value='${column}']`);
const rows = (page: Page, count: number) => expect(table(page)).toHaveAttribute("aria-rowcount", String(count + 1));
const group = (page: Page): Locator => page.getByRole("button", { name: "Group", exact: true });
const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Group runs" });
const fragment = (page: Page): string => decodeURIComponent(new URL(page.url()).hash);

test("groups by columns that are picked, in the order of picking", async ({ page }) => {
  await visit(page, SEEDS);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "67");
  await group(page).click();
  await page.keyboard.type("model");
  await dialog(page).getByRole("option", { name: /model/ }).first().click();
  await rows(page, 4);
  await dialog(page).getByRole("combobox").fill("n_estimators");
  await page.keyboard.press("Enter");
  await rows(page, 8);
  await expect(dialog(page).getByRole("list", { name: "Grouped by" }).getByRole("listitem")).toHaveText(["model", "n_estimators"]);
  await expect.poll(() => fragment(page)).toContain("group=params.model, params.n_estimators");
  await dialog(page).getByRole("button", { name: "Don't group by model" }).click();
  await expect.poll(() => fragment(page)).toMatch(/group=params\.n_estimators$/);
  await dialog(page).getByRole("button", { name: "Don't group", exact: true }).click();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "67");
  await page.keyboard.press("Escape");
  await expect(group(page)).toBeFocused();
  await expect.poll(() => fragment(page)).not.toContain("group=");
});

test("a header's menu groups by its column, and no longer", async ({ page }) => {
  await visit(page, `${SEEDS}&pin=params.model`);
  await grid(page).getByRole("columnheader", { name: "model", exact: true }).click({ button: "right" });
  await page.getByRole("menuitemcheckbox", { name: "Group by this column" }).click();
  await rows(page, 4);
  await expect(page.getByText("4 groups by model")).toBeVisible();
  await table(page).getByRole("columnheader", { name: "model", exact: true }).click({ button: "right" });
  const entry = page.getByRole("menuitemcheckbox", { name: "Group by this column" });
  await expect(entry).toHaveAttribute("aria-checked", "true");
  await entry.click();
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "67");
});

test("a group says what its runs share, how many they are, and their statistics", async ({ page }) => {
  await visit(page, GROUPED);
  await rows(page, 8);
  await expect(status(page)).toHaveText("66 of 847 runs");
  await expect(row(page, 1).getByRole("rowheader")).toHaveText(/model\s+rf\s+n_estimators\s+100\s+4 runs/);
  await expect(row(page, 6).getByRole("rowheader")).toHaveText(/model\s+hgb\s+n_estimators\s+missing\s+30 runs/);
  await expect(cell(page, 1, "metrics.test_auc")).toHaveText("0.9399 ± 0.0066");
  await expect(cell(page, 5, "metrics.test_auc")).toHaveText("0.9226");

  await group(page).click();
  await dialog(page).getByRole("radio", { name: "Max", exact: true }).click();
  await expect(cell(page, 1, "metrics.test_auc")).toHaveText("0.9472");
  await page.keyboard.press("ArrowRight");
  await expect(dialog(page).getByRole("radio", { name: "Best", exact: true })).toBeFocused();
  await expect(dialog(page).getByRole("button", { name: "test_auc" })).toBeVisible();
  await dialog(page).getByRole("radio", { name: "Smallest" }).click();
  await expect.poll(() => fragment(page)).toMatch(/statistic=best&best=metrics\.test_auc:min/);
  await dialog(page).getByRole("button", { name: "test_auc" }).click();
  await page.getByRole("dialog", { name: "Best by" }).getByRole("option", { name: "Automatic" }).click();
  await expect(dialog(page).getByRole("radio", { name: "Largest" })).toHaveAttribute("aria-checked", "true");
  await page.keyboard.press("Escape");
  await expect(cell(page, 1, "metrics.test_auc")).toHaveText("0.9472");
});

test("a cell says the rest under the pointer and under the cursor", async ({ page }) => {
  await visit(page, GROUPED);
  await allDrawn(page);
  await cell(page, 1, "metrics.test_auc").hover();
  const tip = page.getByRole("tooltip");
  await expect(tip).toContainText("metrics.test_auc");
  const facts = async () => (await tip.locator("dt, dd").allTextContents()).map((text) => text.trim()).join(" ");
  await expect.poll(facts).toBe("mean 0.9399 std 0.0066 min 0.9323 median 0.9405 max 0.9463 n 4");
  await page.mouse.move(5, 5);
  await expect(tip).toHaveCount(0);
  await table(page).focus();
  await page.keyboard.press("ArrowDown");
  const summarised = table(page).locator(".group-row .cell.active[data-value]");
  for (let at = 0; at < 40 && (await summarised.count()) === 0; at += 1) await page.keyboard.press("ArrowRight");
});

test("groups open and close with the mouse", async ({ page }) => {
  await visit(page, GROUPED);
  await rows(page, 8);
  await expect(row(page, 2)).toHaveAttribute("aria-expanded", "false");
  await row(page, 2).getByRole("rowheader").click();
  await rows(page, 13);
  await expect(row(page, 2)).toHaveAttribute("aria-expanded", "true");
  await expect(row(page, 2)).toHaveAttribute("aria-level", "1");
  await expect(row(page, 3)).toHaveAttribute("aria-level", "2");
  await expect(row(page, 3).getByRole("rowheader")).toHaveText(/rf-0762/);
  await expect(cell(page, 3, "metrics.test_auc")).toHaveText("0.9466");
  await page.getByRole("button", { name: "Expand all" }).click();
  await rows(page, 74);
  await page.getByRole("button", { name: "Collapse all" }).click();
  await rows(page, 8);
});

test("groups open and close with the keyboard", async ({ page }) => {
  await visit(page, GROUPED);
  await rows(page, 8);
  await table(page).focus();
  await expect(row(page, 1)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowRight");
  await rows(page, 12);
  await expect(row(page, 3)).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(row(page, 3).getByRole("rowheader")).toHaveClass(/active/);
  await page.keyboard.press("ArrowLeft");
  await expect(row(page, 1).getByRole("rowheader")).toHaveClass(/active/);
  await page.keyboard.press("ArrowLeft");
  await rows(page, 8);
  await expect(row(page, 1)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await rows(page, 12);
  await expect(row(page, 1)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Enter");
  await rows(page, 8);
});

test("choosing a group chooses its runs", async ({ page }) => {
  await visit(page, GROUPED);
  const selected = page.getByRole("button", { name: "Clear the selection" });
  await row(page, 1).locator("[data-choose]").click();
  await expect(selected).toHaveText(/4 runs selected/);
  await expect(row(page, 1)).toHaveAttribute("aria-selected", "true");
  await table(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(selected).toHaveText(/9 runs selected/);
  await row(page, 1).getByRole("rowheader").click();
  await rows(page, 12);
  await row(page, 2).locator("[data-choose]").click();
  await expect(selected).toHaveText(/8 runs selected/);
  await expect(row(page, 1).locator(".choose")).toHaveClass(/partly/);
});

test("a link brings the groups back", async ({ page }) => {
  await visit(page, `${GROUPED}&statistic=median&best=metrics.test_f1:min&lines=groups`);
  await rows(page, 8);
  await expect(cell(page, 1, "metrics.test_auc")).toHaveText("0.9405");
  await expect(chart(page).getByRole("radio", { name: "Groups" })).toHaveAttribute("aria-checked", "true");
  const address = page.url();
  await page.reload();
  await ready(page);
  await rows(page, 8);
  expect(page.url()).toBe(address);
  await group(page).click();
  await expect(dialog(page).getByRole("radio", { name: "Median" })).toHaveAttribute("aria-checked", "true");
  await expect(dialog(page).getByRole("radio", { name: "Smallest" })).toHaveAttribute("aria-checked", "true");
});

test("the chart draws runs or groups", async ({ page }) => {
  await visit(page, `${GROUPED}&axes=params.model,params.seed,metrics.test_auc`);
  await expectPicture(page);
  await expect(chart(page)).toHaveAccessibleName(/^Parallel coordinates of 66 of 847 runs/);
  await chart(page).getByRole("radio", { name: "Groups" }).click();
  await expect(chart(page)).toHaveAccessibleName(/^Parallel coordinates of 8 groups of runs over 3 axes/);
  await expect(chart(page)).toHaveAccessibleName(/Brushes choose runs before they are grouped/);
  await expect(chart(page).getByText("Each line is a group of runs with the same model and n_estimators")).toBeVisible();
  await expectPicture(page);
  await expect(row(page, 1).locator(".swatch")).toBeVisible();
  await row(page, 1).hover();
  await expect(chart(page).locator(".stage")).toHaveClass(/hovering/);
  await chart(page)
    .getByRole("group", { name: "Axis test_auc", exact: true })
    .getByRole("button", { name: /^Axis test_auc/ })
    .press("b");
  await expect(status(page)).not.toHaveText("66 of 847 runs");
  await expect(chart(page)).toHaveAccessibleName(/Brushed: test_auc/);
  await expect(chart(page)).toHaveAccessibleName(/^Parallel coordinates of \d groups of runs/);
  await chart(page).getByRole("radio", { name: "Runs" }).click();
  await expect(chart(page)).toHaveAccessibleName(/^Parallel coordinates of \d+ of 847 runs/);
});

test("a filter that no run matches leaves no groups", async ({ page }) => {
  await visit(page, `${GROUPED}&lines=groups`);
  await rows(page, 8);
  await filterBox(page).fill("metrics.test_auc > 2");
  await rows(page, 0);
  await expect(page.getByText("No run matches the filter and the brushes.")).toBeVisible();
  await filterBox(page).fill("");
  await expect.poll(async () => Number(await table(page).getAttribute("aria-rowcount"))).toBeGreaterThan(8);
});

test("a wrong link groups nothing, says why and offers a way out", async ({ page }) => {
  await visit(page, `${SEEDS}&group=params.modell`);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "67");
  const alert = page.getByRole("alert").filter({ hasText: "not grouped" });
  await expect(alert).toContainText("there is no column params.modell");
  await alert.getByRole("button", { name: "Don't group" }).click();
  await expect(alert).toHaveCount(0);
  await expect.poll(() => fragment(page)).not.toContain("group=");
});

test("Back undoes grouping", async ({ page }) => {
  await visit(page, GROUPED);
  await rows(page, 8);
  await group(page).click();
  await dialog(page).getByRole("radio", { name: "Min", exact: true }).click();
  await expect(cell(page, 1, "metrics.test_auc")).toHaveText("0.9337");
  await page.keyboard.press("Escape");
  await page.goBack();
  await expect(cell(page, 1, "metrics.test_auc")).toHaveText("0.9399 ± 0.0066");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`groups and their dialog are accessible in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await visit(page, `${GROUPED}&lines=groups`);
    await expectPicture(page);
    await table(page).focus();
    await page.keyboard.press("ArrowRight");
    await rows(page, 12);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await expect(row(page, 1).locator(".choose")).toHaveClass(/partly/);
    await expectAccessible(page);
    await group(page).click();
    await expect(dialog(page).getByRole("radio", { name: "Median" })).toBeVisible();
    await expectAccessible(page);
  });
}

test("groups fit a narrow window", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await visit(page, GROUPED);
  await rows(page, 8);
  await group(page).click();
  const box = await dialog(page).boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
