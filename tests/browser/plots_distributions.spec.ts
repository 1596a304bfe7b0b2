import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { dragOver, expectMark, placeOf } from "./support/pointer.ts";
import { counts, expectOther, expectRuns, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = sources("novabio-search", "runs.parquet");
const ALL = sources("novabio-all", "runs.parquet");

const plot = (page: Page, name: string): Locator => page.getByRole("figure", { name: new RegExp(`^${name}`) });
const part = (page: Page, name: string): Locator => page.getByRole("button", { name: new RegExp(`^${name}:`) });

/** How many runs a part says that it stands for. */
async function runsOf(target: Locator): Promise<number> {
  const name = (await target.getAttribute("aria-label")) ?? "";
  return Number(/: runs ([\d,]+)|, runs ([\d,]+)/.exec(name)?.slice(1).find(Boolean)?.replaceAll(",", ""));
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await placeOf(target);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test("a histogram says what it shows; a click and a key on a bar brush just its runs", async ({ page }) => {
  await visit(page, `${SEARCH}&panels=histogram,table&histogram.x=metrics.val_auc`);
  const figure = plot(page, "Histogram");
  await expect(figure).toHaveAccessibleName(/^Histogram of 51 of 51 runs: val_auc in \d+ ranges\. Most frequent: .* The median 0\.98\d+ \(n = 50\)\.$/);
  const bar = part(page, "val_auc 0.989 – 0.99");
  const wanted = await runsOf(bar);
  const at = await middleOf(bar);
  await page.mouse.move(at.x, at.y);
  await expectMark(figure);
  await page.mouse.click(at.x, at.y);
  await expectRuns(page, wanted, 51);
  await page.getByRole("button", { name: /^Remove the brush/ }).click();
  await expectRuns(page, 51, 51);
  await bar.focus();
  await expectMark(figure);
  await bar.press("Enter");
  await expectRuns(page, wanted, 51);
  await expectAccessible(page);
});

test("a drag across a histogram brushes its column", async ({ page }) => {
  await visit(page, `${SEARCH}&panels=histogram,table&histogram.x=metrics.val_auc`);
  const cell = plot(page, "Histogram").getByRole("button", { name: /^val_auc[.,] ?Enter/ });
  const box = await placeOf(cell);
  await dragOver(page, [
    [box.x + box.width * 0.6, box.y + 60],
    [box.x + box.width * 0.8, box.y + 80],
    [box.x + box.width + 20, box.y + 80],
  ]);
  const few = await expectOther(page, 51);
  expect(few).toBeGreaterThan(3);
  await expect(page).toHaveURL(/brush=.*val_auc/);
});

test("bars of groups: a statistic is chosen, the link keeps it, a bar brushes its group", async ({ page }) => {
  await visit(page, `${ALL}&panels=bar,table&bar.value=metrics.test_auc&bar.by=params.model`);
  const figure = plot(page, "Bars");
  await expect(figure).toHaveAccessibleName(/mean of test_auc by model, 4 categories\. Best: et, .* \(n = 229\).*Points, not bars, as the axis does not begin at 0\. Whiskers are 95 % intervals\.$/);
  const { total } = await counts(page);
  await figure.getByRole("button", { name: "Mean", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "Share of runs" }).click();
  await expect(page).toHaveURL(/bar\.statistic=share/);
  await expect(figure).toHaveAccessibleName(/share of runs, % by model/);
  await part(page, "model hgb").press("Enter");
  await expectRuns(page, 201, total);
  await expectAccessible(page);
});

test("the best runs have a bar each, under the pointer in the table too", async ({ page }) => {
  await visit(page, `${SEARCH}&panels=bar,table&bar.value=metrics.val_auc`);
  const figure = plot(page, "Bars");
  await expect(figure).toHaveAccessibleName(/val_auc, the largest 50 of 51\. Best: config-025, 0\.9918\./);
  const at = await middleOf(part(page, "config-025"));
  await page.mouse.move(at.x, at.y);
  await expectMark(figure);
  await page.mouse.click(at.x, at.y);
  await expectRuns(page, 1, 51);
});

test("boxes: points are runs, a box brushes its group", async ({ page }) => {
  await visit(page, `${SEARCH}&panels=box,table&box.value=metrics.val_auc&box.by=params.max_depth`);
  const figure = plot(page, "Box plot");
  await expect(figure).toHaveAccessibleName(/^Box plot of 51 of 51 runs: val_auc by max_depth, 4 values/);
  const box = part(page, "max_depth 5");
  const at = await middleOf(box);
  await page.mouse.move(at.x, at.y);
  await expectMark(figure);
  await page.mouse.click(at.x, at.y);
  await expectRuns(page, 16, 51);
  await expectAccessible(page);
});

test("a distribution function is read under the pointer, and its legend brushes", async ({ page }) => {
  await visit(page, `${ALL}&panels=edf,table&edf.target=metrics.test_auc&edf.by=params.model`);
  const figure = plot(page, "Distribution function");
  await expect(figure).toHaveAccessibleName(/test_auc by model, n = 787, first quartile [\d.]+, median [\d.]+, third quartile [\d.]+\.$/);
  const { total } = await counts(page);
  const at = await middleOf(figure.getByRole("button", { name: /^test_auc[.,] ?Enter/ }));
  await page.mouse.move(at.x, at.y);
  await expectMark(figure);
  const entry = part(page, "model rf");
  const place = await middleOf(entry);
  await page.mouse.click(place.x, place.y);
  await expectRuns(page, 187, total);
  await expectAccessible(page);
});

for (const [name, fragment, sentence] of [
  ["a histogram of nothing", `${SEARCH}&panels=histogram&histogram.x=metrics.val_auc&where=metrics.val_auc > 2`, /No run matches the filter/],
  ["boxes by a column that is not there", `${SEARCH}&panels=box&box.by=params.nothing`, /^Box plot/],
] as const) {
  test(`${name}: a sentence or another chart, never nothing`, async ({ page }) => {
    await visit(page, fragment);
    await expect(page.getByRole("figure", { name: sentence })).toBeVisible();
  });
}
