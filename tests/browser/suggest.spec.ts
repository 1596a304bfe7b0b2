/** What to try next: on the runs in view, brushed by a click, and as a file that is what the command line writes. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { written } from "./support/cli.ts";
import { drop, EXAMPLES, FIXTURES, textFile } from "./support/files.ts";
import { expectRuns, filterBox, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

/** A recorded sweep in which the best runs lie close together. */
const NARROW = "panels=suggest,table&importance.target=metrics.value&importance.goal=max";
const SEARCH = `${sources("novabio-search", "runs.parquet")}&panels=suggest,table`;
/** The work takes a while where the machine is slow. */
const THERE = { timeout: 45_000 };

const panel = (page: Page): Locator => page.getByRole("region", { name: /^What next/ });
const param = (page: Page, key: string): Locator => panel(page).getByRole("button", { name: new RegExp(`^${key}\\b`) });

async function found(page: Page): Promise<void> {
  await expect(panel(page)).toHaveAttribute("aria-busy", "false", THERE);
  await expect(panel(page).getByRole("heading", { name: "Next configurations" })).toBeVisible(THERE);
}

test("it is in the list of panels, says what it found and why", async ({ page }) => {
  await visit(page, `${sources("novabio-search", "runs.parquet")}&panels=table`);
  await expectRuns(page, 51, 51);
  await page.getByRole("button", { name: "Panels" }).click();
  await page.getByRole("menuitemcheckbox", { name: "What next" }).click();
  await found(page);
  await expect(panel(page)).toHaveAccessibleName("What next: What to try next for metrics.val_auc, maximised, after 50 runs (left out: 1 missing)");
  for (const question of ["Is the winner better than noise?", "Has the search flattened?", "Where do the best runs lie?"]) {
    await expect(panel(page).getByRole("heading", { name: question })).toBeVisible();
  }
  await panel(page).getByText("Evidence").first().click();
  await expect(panel(page).getByText(/one standard deviation/).first()).toBeVisible();
  await expect(panel(page).getByRole("table").getByRole("rowheader")).toHaveCount(5);
  await expect(page).toHaveURL(/panels=suggest,table/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("everybody can read it", async ({ page }) => {
      test.slow();
      await visit(page, SEARCH);
      await found(page);
      await expectAccessible(page);
    });
  });
}

test("a click on a range brushes the runs within, by key too, and gives them back", async ({ page }) => {
  await visit(page, NARROW);
  const path = join(FIXTURES, "optuna-recorded", "svc-or-rf.parquet");
  await drop(page, { name: "svc-or-rf.parquet", mimeType: "application/octet-stream", buffer: readFileSync(path) });
  await found(page);
  await param(page, "svc_gamma").click();
  await expect(page).toHaveURL(/brush=params\.svc_gamma:/);
  await expectRuns(page, 58, 150);
  await expect(param(page, "svc_gamma")).toHaveAttribute("aria-pressed", "true", THERE);
  await param(page, "svc_gamma").press("Enter");
  await expectRuns(page, 150, 150);
  await expect(param(page, "svc_gamma")).toHaveAttribute("aria-pressed", "false", THERE);
});

test("other runs in view and another target have another answer; where there are too few, a sentence says so", async ({ page }) => {
  await visit(page, SEARCH);
  await found(page);
  await panel(page).getByRole("button", { name: "Target: val_auc" }).click();
  await page.getByRole("dialog", { name: "Target" }).getByRole("option", { name: /val_log_loss/ }).click();
  await expect(panel(page)).toHaveAccessibleName(/for metrics\.val_log_loss, minimised, after \d+ runs/, THERE);
  await expect(page).toHaveURL(/importance\.target=metrics\.val_log_loss/);
  await filterBox(page).fill("metrics.val_auc > 2");
  await expect(panel(page)).toContainText("No run can be used, so nothing can be suggested.", THERE);
  await expect(panel(page).getByRole("button", { name: "Export" })).toBeDisabled();
});

test("runs without a result are told so", async ({ page }) => {
  await visit(page, "panels=suggest,table");
  await drop(page, textFile("runs.csv", "run_id,params.a\n1,1\n2,2\n3,3\n"));
  await expect(panel(page)).toContainText("There is no metric that differs between the runs", THERE);
});

test("its files are what the command line writes", async ({ page }, info) => {
  await visit(page, SEARCH);
  await found(page);
  const source = join(EXAMPLES, "novabio-search", "runs.parquet");
  for (const [entry, name, format] of [
    [/^W&B sweep/, "what-next.yaml", "wandb"],
    [/^JSON/, "what-next.json", "json"],
  ] as const) {
    await panel(page).getByRole("button", { name: "Export" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: entry }).click()]);
    expect(file.suggestedFilename()).toBe(name);
    const expected = written(info.outputPath(format), ["suggest", source, "--target", "val_auc", "--format", format]);
    expect(readFileSync(await file.path(), "utf8")).toBe(expected.toString());
  }
});
