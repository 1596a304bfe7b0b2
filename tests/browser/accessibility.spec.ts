import { expectAccessible } from "./support/accessible.ts";
import { alert, axis, expectPicture, expectRuns, filterBox, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("the empty page", async ({ page }) => {
      await visit(page);
      await expect(page.getByText("Or look at real runs first")).toBeVisible();
      await expectAccessible(page);
    });

    test("runs, a brush and a selection", async ({ page }) => {
      await visit(page, sources("novabio-search", "runs.parquet"));
      await expectPicture(page);
      await axis(page, "val_auc").getByRole("button", { name: /^Axis val_auc/ }).press("b");
      await expect(page.getByRole("button", { name: /^Remove the brush/ })).toBeVisible();
      await page.getByRole("grid").focus();
      await page.keyboard.press("Space");
      await expectAccessible(page);
    });

    test("a wrong filter", async ({ page }) => {
      await visit(page, sources("streamflow", "runs.parquet"));
      await filterBox(page).fill("metrics.val_auc >");
      await expect(alert(page)).toBeVisible();
      await expectAccessible(page);
    });

    test("suggestions, clauses, kept filters", async ({ page }) => {
      await visit(page, sources("novabio-search", "runs.parquet"));
      await filterBox(page).fill("metrics.val_auc > 0.98 AND params.max_depth = '7' AND ");
      await expect(page.getByRole("list", { name: "Runs that each clause keeps" })).toBeVisible();
      await filterBox(page).press("Control+Space");
      await expect(page.getByRole("listbox", { name: "Suggestions" })).toBeVisible();
      await expectAccessible(page);
      await filterBox(page).press("Escape");
      await filterBox(page).press("Enter");
      await filterBox(page).press("Alt+ArrowDown");
      await expect(page.getByRole("list", { name: "Recent filters" })).toBeVisible();
      await page.keyboard.press("Shift+Tab");
      await page.getByRole("textbox", { name: "Name for this filter" }).fill("Good");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("list", { name: "Saved filters" })).toBeVisible();
      await expectAccessible(page);
    });

    test("an error", async ({ page }) => {
      await page.goto("/#src=examples/nowhere.parquet");
      await expect(alert(page)).toBeVisible();
      await expectAccessible(page);
    });

    test("menus and dialogs", async ({ page }) => {
      await visit(page, sources("novabio-search", "runs.parquet"));
      await expectPicture(page);
      await axis(page, "val_auc").getByRole("button", { name: /^Axis val_auc/ }).press("Enter");
      await expect(page.getByRole("menu")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /Find a column/ }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test("the whole way with the keyboard: open, filter, sort, choose", async ({ page }) => {
  await visit(page);
  const example = page.getByRole("button", { name: "A hyperparameter search" });
  for (let tab = 0; tab < 20 && !(await example.evaluate((button) => button === document.activeElement)); tab++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expectRuns(page, 51, 51);
  await page.keyboard.press("/");
  await page.keyboard.type("metrics.val_auc > 0.98");
  await expect(filterBox(page)).toHaveAttribute("aria-invalid", "false");
  const grid = page.getByRole("grid");
  for (let tab = 0; tab < 80 && !(await grid.evaluate((table) => table === document.activeElement)); tab++) await page.keyboard.press("Tab");
  await expect(grid).toBeFocused();
  const active = () => page.evaluate(() => document.getElementById(document.activeElement?.getAttribute("aria-activedescendant") ?? "")?.getAttribute("role"));
  await page.keyboard.press("ArrowUp");
  await expect.poll(active).toBe("columnheader");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(grid.locator("[role=columnheader][aria-sort=ascending], [role=columnheader][aria-sort=descending]")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Clear the selection" })).toHaveText(/1 run selected/);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
});
