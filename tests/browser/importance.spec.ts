/** The importance of params: there by itself for a search, on the runs in view, and what a bar does. */

import type { Locator, Page } from "@playwright/test";
import { drop } from "./support/files.ts";
import { allDrawn, chart, expectRuns, filterBox, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = sources("novabio-search", "runs.parquet");
/** By the method that takes no time. */
const QUICK = `${SEARCH}&importance.method=correlation`;

const importance = (page: Page): Locator => page.getByRole("figure", { name: /^Parameter importance/ });
const bar = (page: Page, name: string): Locator => importance(page).getByRole("button", { name: new RegExp(`^${name}: importance`) });

test("a search is judged by itself, after everything else is there, and says what it is worth", async ({ page }) => {
  await visit(page, SEARCH);
  await expectRuns(page, 51, 51);
  await expect(bar(page, "max_depth")).toBeVisible({ timeout: 60_000 });
  await expect(importance(page)).toHaveAccessibleName(/^Parameter importance for val_auc by fANOVA, with 95 % intervals: max_depth 0\.63/);
  await expect(importance(page)).toContainText("for val_auc, higher is better");
  await expect(importance(page).getByRole("progressbar")).toHaveCount(0);
  await importance(page).getByText(/more$/).click();
  await expect(importance(page).getByRole("listitem").filter({ hasText: "How much of the target's variance" })).toBeVisible();
  await expect(page).not.toHaveURL(/panels=/);
});

test("nothing moves away from the pointer when importance has been found", async ({ page }) => {
  await page.addInitScript(() => {
    const tops_px = new Set<number>();
    Object.assign(window, { tops_px });
    const look = (): void => {
      const table = document.querySelector("rl-importance .stage") && document.querySelector("[aria-label^='Parallel coordinates of']") && document.querySelector("rl-grid .grid-row");
      if (table) tops_px.add(Math.round(table.getBoundingClientRect().top + scrollY));
      requestAnimationFrame(look);
    };
    look();
  });
  await visit(page, `${SEARCH}&panels=parallel,importance,table`);
  await expect(bar(page, "max_depth")).toBeVisible({ timeout: 60_000 });
  await allDrawn(page);
  expect(await page.evaluate(() => [...(window as unknown as { tops_px: Set<number> }).tops_px])).toHaveLength(1);
});

test("three runs are not judged unless one asks, and then a sentence says why not", async ({ page }) => {
  await visit(page);
  await drop(page, { name: "runs.csv", mimeType: "text/csv", buffer: Buffer.from("run_id,params.a,params.b,metrics.loss\n1,1,2,0.5\n2,2,3,0.4\n3,3,5,0.1\n") });
  await expectRuns(page, 3, 3);
  await expect(importance(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Panels" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Parameter importance" }).click();
  await expect(importance(page)).toContainText("8 runs are needed to judge params, and 3 are in view.");
});

test("a bar colours the runs and orders the axes, by pointer and by key, and gives the colours back", async ({ page }) => {
  await visit(page, `${QUICK}&axes=metrics.val_auc,params.subsample,params.learning_rate,params.max_depth`);
  await bar(page, "learning_rate").click();
  await expect(page).toHaveURL(/axes=params\.max_depth,params\.learning_rate,params\.subsample,metrics\.val_auc&color=params\.learning_rate/);
  await expect(chart(page)).toContainText("coloured by learning_rate");
  await expect(bar(page, "learning_rate")).toHaveAttribute("aria-pressed", "true");
  await bar(page, "max_depth").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/color=params\.max_depth/);
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/color=/);
});

test("the effect of the most important param is shown, and of the one whose bar is clicked", async ({ page }) => {
  await visit(page, SEARCH);
  await expect(importance(page)).toHaveAccessibleName(/By max_depth, the others averaged, val_auc is 0\.98/, { timeout: 60_000 });
  await bar(page, "learning_rate").click();
  await expect(importance(page)).toHaveAccessibleName(/By learning_rate, the others averaged, val_auc is 0\.98/);
  await importance(page).getByText(/more$/).click();
  await expect(importance(page).getByRole("listitem").filter({ hasText: "eight tenths of its trees lie in the band" })).toBeVisible();
});

test("other runs in view have other numbers", async ({ page }) => {
  await visit(page, QUICK);
  await expect(bar(page, "max_depth")).toBeVisible();
  const before = await importance(page).getAttribute("aria-label");
  await filterBox(page).fill("params.max_depth IN ('6', '7')");
  await expect.poll(() => importance(page).getAttribute("aria-label")).not.toBe(before);
  await filterBox(page).fill("metrics.val_auc > 0.9914");
  await expect(importance(page)).toContainText("8 runs are needed to judge params");
});

test("target, method and the best part are chosen in the head, and the link keeps them", async ({ page }) => {
  await visit(page, QUICK);
  await importance(page).getByRole("button", { name: "Target: val_auc" }).click();
  await page.getByRole("dialog", { name: "Target" }).getByRole("option", { name: /val_log_loss/ }).click();
  await expect(importance(page)).toContainText("for val_log_loss, lower is better");
  await importance(page).getByRole("button", { name: "Rank correlation", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "PED-ANOVA" }).click();
  await expect(importance(page)).toHaveAccessibleName(/for val_log_loss by PED-ANOVA/);
  await expect(page).toHaveURL(/importance\.target=metrics\.val_log_loss&importance\.method=ped-anova/);
  await importance(page).getByRole("button", { name: "PED-ANOVA", exact: true }).click();
  await page.getByRole("menuitemradio", { name: "The best 50 %" }).click();
  await expect(importance(page)).toHaveAccessibleName(/for val_log_loss among the best 50 % by PED-ANOVA/);
  await page.reload();
  await expect(importance(page)).toHaveAccessibleName(/for val_log_loss among the best 50 % by PED-ANOVA/);
  await expect(importance(page).getByRole("button", { name: "PED-ANOVA, best 50 %" })).toBeVisible();
});

test("a pair of params is shown as a surface, by pointer and by key, and the link keeps it", async ({ page }) => {
  test.slow();
  await visit(page, SEARCH);
  const pair = importance(page).getByRole("button", { name: /^max_depth and learning_rate: / });
  await expect(pair).toBeVisible({ timeout: 60_000 });
  await pair.click();
  await expect(importance(page)).toHaveAccessibleName(/By max_depth and learning_rate together, the others averaged, val_auc is from 0\.98/);
  await expect(pair).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/importance\.pair=params\.max_depth,params\.learning_rate/);
  await pair.press("Enter");
  await expect(importance(page)).toHaveAccessibleName(/By max_depth, the others averaged/);
  await expect(page).not.toHaveURL(/importance\.pair=/);
});
