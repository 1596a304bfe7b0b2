import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { dragOver, expectMark, placeOf } from "./support/pointer.ts";
import { axis, chart, expectOther, expectRuns, grid, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = sources("novabio-search", "runs.parquet");
const MATRIX = `${SEARCH}&panels=scatter-matrix,table&matrix=params.max_depth,params.learning_rate,metrics.val_f1,metrics.val_auc`;

const matrix = (page: Page): Locator => page.getByRole("figure", { name: /^Scatter matrix/ });
const cell = (page: Page, name: string): Locator => matrix(page).getByRole("button", { name: new RegExp(`^${name}[.,]`) });

/** Drags from one place of a cell to another, both as shares of its sides. */
async function dragIn(page: Page, name: string, from: [number, number], to: [number, number]): Promise<void> {
  const box = await placeOf(cell(page, name));
  const spots = [from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const, to];
  await dragOver(page, spots.map(([x, y]) => [box.x + box.width * x, box.y + box.height * y] as const));
}

async function expectPoints(page: Page): Promise<void> {
  const drawn = () =>
    matrix(page)
      .locator("canvas")
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const pixels = canvas.width > 0 ? canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data : undefined;
        return pixels?.some((value, at) => at % 4 === 3 && value > 0) ?? false;
      });
  await expect.poll(drawn).toBe(true);
}

test("panels come and go by the menu, and a link keeps them", async ({ page }) => {
  await visit(page, `${sources("streamflow", "runs.parquet", "history.parquet")}`);
  await expect(chart(page)).toBeVisible();
  await expect(page.getByRole("figure", { name: /^Metric history/ })).toBeVisible();
  await expect(matrix(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Panels" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Scatter matrix" }).click();
  await expectPoints(page);
  await expect(page).toHaveURL(/panels=parallel,scatter-matrix,history,table/);
  await matrix(page).getByRole("button", { name: "Remove Scatter matrix" }).click();
  await expect(matrix(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Panels" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Parallel coordinates" }).click();
  await expect(chart(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("figure", { name: /^Metric history/ })).toBeVisible();
  await expect(chart(page)).toHaveCount(0);
});

test("a matrix says in words what it shows", async ({ page }) => {
  await visit(page, MATRIX);
  await expectPoints(page);
  await expect(matrix(page)).toHaveAccessibleName(
    /^Scatter matrix of 51 of 51 runs over 4 columns: max_depth, learning_rate, val_f1, val_auc\. The strongest rank correlation: val_auc and val_f1, 0\.80 \(n = 50\)\.$/,
  );
  await expect(cell(page, "val_auc by max_depth")).toBeVisible();
  await expectAccessible(page);
});

test("a rectangle dragged open in a cell brushes both columns, everywhere", async ({ page }) => {
  await visit(page, MATRIX.replace("scatter-matrix,table", "parallel,scatter-matrix,table"));
  await expectPoints(page);
  await dragIn(page, "val_auc by val_f1", [0.45, 0.4], [0.98, 0.02]);
  const few = await expectOther(page, 51);
  expect(few).toBeGreaterThan(3);
  await expectRuns(page, few, 51);
  await expect(page.getByRole("button", { name: /^Remove the brush val_(auc|f1)/ })).toHaveCount(2);
  await expect(axis(page, "val_auc").getByRole("slider")).not.toHaveCount(0);
  await expect(cell(page, "val_auc by max_depth")).toHaveAccessibleName(/brushed/);
  await expect(page).toHaveURL(/brush=.*val_f1/);
  await cell(page, "val_auc by val_f1").click({ position: { x: 4, y: 4 } });
  await expectRuns(page, 51, 51);
});

test("the keyboard brushes a cell, moves and widens the brush and takes it away", async ({ page }) => {
  await visit(page, MATRIX);
  await expectPoints(page);
  const target = cell(page, "val_auc by val_f1");
  await target.focus();
  await target.press("Enter");
  const first = await expectOther(page, 51);
  for (let step = 0; step < 4; step += 1) await target.press("Shift+ArrowUp");
  const more = await expectOther(page, first);
  expect(more).toBeGreaterThan(first);
  for (let step = 0; step < 6; step += 1) await target.press("ArrowLeft");
  await expectOther(page, more);
  await target.press("Delete");
  await expectRuns(page, 51, 51);
});

test("the run under the pointer is the same in the matrix and in the table", async ({ page }) => {
  await visit(page, `${MATRIX}&order=metrics.val_auc DESC`);
  await expectPoints(page);
  await grid(page).getByRole("row").nth(1).hover();
  await expectMark(matrix(page));
  await expect(matrix(page).locator(".stage")).toHaveClass(/hovering/);
});

test("what is pointed at stays marked when the picture is drawn anew", async ({ page }) => {
  await visit(page, MATRIX);
  await expectPoints(page);
  await grid(page).getByRole("row").nth(1).hover();
  const stage = matrix(page).locator(".stage");
  await expect(stage).toHaveClass(/hovering/);
  const before = await stage.evaluate((element) => element.clientWidth);
  await page.setViewportSize({ width: 1250, height: 900 });
  await expect.poll(() => stage.evaluate((element) => element.clientWidth)).not.toBe(before);
  await expect(stage).toHaveClass(/hovering/);
});

test("columns are chosen, and the link keeps them", async ({ page }) => {
  await visit(page, MATRIX);
  await expectPoints(page);
  await matrix(page).getByRole("button", { name: "Columns" }).click();
  await page.getByRole("combobox").fill("subsample");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/scatter-matrix\.columns=params\.max_depth,params\.learning_rate,metrics\.val_f1,metrics\.val_auc,params\.subsample/);
  await expect(cell(page, "subsample by val_auc")).toBeVisible();
});

test("a matrix leaves as a picture whose text is text", async ({ page }) => {
  await visit(page, MATRIX);
  await expectPoints(page);
  await matrix(page).getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /^SVG runs as pixels/ }).click();
  const svg = readFileSync(await (await download).path(), "utf8");
  expect(svg).toContain(">max_depth<");
  expect(svg).toContain("<title>");
  expect(svg).not.toMatch(/<script|foreignObject|href="http/);
});

for (const [name, fragment, sentence] of [
  ["no run", `${MATRIX}&where=metrics.val_auc > 2`, /No run matches the filter/],
  ["columns that are not there", MATRIX.replace(/matrix=.*/, "matrix=params.nothing"), /^Scatter matrix/],
] as const) {
  test(`${name}: a sentence or another matrix, never nothing`, async ({ page }) => {
    await visit(page, fragment);
    await expect(matrix(page)).toHaveAccessibleName(sentence);
  });
}
