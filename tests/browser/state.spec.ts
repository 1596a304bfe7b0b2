import { drop, example } from "./support/files.ts";
import { axis, counts, expectFilter, expectOther, expectRuns, filterBox, grid, ready, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = sources("novabio-search", "runs.parquet");

test("the view survives a reload", async ({ page }) => {
  await visit(page, SEARCH);
  await filterBox(page).fill("metrics.val_auc > 0.985");
  await filterBox(page).press("Enter");
  const filtered = await expectOther(page, 51);
  const head = axis(page, "val_auc").getByRole("button", { name: /^Axis val_auc/ });
  await head.press("b");
  const brushed = await expectOther(page, filtered);
  const best = grid(page).getByRole("row").nth(1).getByRole("rowheader");
  const before = (await best.textContent()) ?? "";
  await grid(page).getByRole("columnheader", { name: "val_auc", exact: true }).click();
  await expect(grid(page).getByRole("columnheader", { name: "val_auc", exact: true })).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => decodeURIComponent(new URL(page.url()).hash)).toMatch(/where=.*brush=/);
  await expect(best).not.toHaveText(before);
  const first = await best.textContent();

  await page.reload();
  await ready(page);
  await expectRuns(page, brushed, 51);
  await expectFilter(page, "metrics.val_auc > 0.985");
  await expect(grid(page).getByRole("columnheader", { name: "val_auc", exact: true })).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("button", { name: /^Remove the brush/ })).toHaveCount(1);
  await expect(best).toHaveText(first ?? "");
});

test("Back undoes a step and Forward does it again", async ({ page }) => {
  await visit(page, SEARCH);
  await filterBox(page).fill("metrics.val_auc > 0.985");
  await filterBox(page).press("Enter");
  const filtered = await expectOther(page, 51);
  await axis(page, "val_auc").getByRole("button", { name: /^Axis val_auc/ }).press("b");
  const brushed = await expectOther(page, filtered);
  await expect.poll(() => page.url()).toContain("brush=");

  await page.goBack();
  await expectRuns(page, filtered, 51);
  await expectFilter(page, "metrics.val_auc > 0.985");
  await page.goBack();
  await expectRuns(page, 51, 51);
  await expectFilter(page, "");
  await page.goForward();
  await page.goForward();
  await expectRuns(page, brushed, 51);
});

test("a person can type the view into the address", async ({ page }) => {
  await visit(page, `${SEARCH}&where=metrics.val_auc > 0.985&order=metrics.val_auc DESC&theme=dark`);
  expect((await counts(page)).matching).toBeLessThan(51);
  await expectFilter(page, "metrics.val_auc > 0.985");
  await expect(grid(page).getByRole("columnheader", { name: "val_auc", exact: true })).toHaveAttribute("aria-sort", "descending");
});

test("an address changed by hand is followed", async ({ page }) => {
  await visit(page, SEARCH);
  await expectRuns(page, 51, 51);
  await page.evaluate(() => {
    location.hash = "src=examples/streamflow/runs.parquet";
  });
  await expectRuns(page, 9, 9);
});

test("nonsense in the address is passed over", async ({ page }) => {
  await visit(page, `${SEARCH}&nonsense=%ZZ&axes=params.nowhere:log,,&brush=::..&where=&widths=x:y`);
  await expectRuns(page, 51, 51);
});

test("the theme is chosen, kept in the address and shown", async ({ page }) => {
  await visit(page, SEARCH);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: /^Theme/ }).click();
  await page.getByText("Dark", { exact: true }).click();
  await expect.poll(background).not.toBe(light);
  await expect.poll(() => page.url()).toContain("theme=dark");
  await page.reload();
  await ready(page);
  expect(await background()).not.toBe(light);
});

test("files of this computer are asked for again", async ({ page }) => {
  await visit(page);
  await drop(page, example("streamflow", "runs.parquet"));
  await expectRuns(page, 9, 9);
  await filterBox(page).fill("metrics.val_auc > 0.66");
  await filterBox(page).press("Enter");
  const filtered = await expectOther(page, 9);
  await expect.poll(() => page.url()).toContain("file=runs.parquet");
  await page.reload();
  await expect(page.getByText("runs.parquet").first()).toBeVisible();
  await drop(page, example("streamflow", "runs.parquet"));
  await expectRuns(page, filtered, 9);
  await expectFilter(page, "metrics.val_auc > 0.66");
});
