import type { Page } from "@playwright/test";
import { drop, example } from "./support/files.ts";
import { alert, axis, expectFilter, expectOther, expectPicture, expectRuns, filterBox, grid, ready, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const crash = (page: Page) =>
  page.evaluate(() => (document as unknown as { runloomTest: { crash(): Promise<void> } }).runloomTest.crash());

test("everything comes back after the engine stopped", async ({ page }) => {
  await visit(page, `${sources("novabio-search", "runs.parquet")}&axes=params.max_depth,metrics.val_auc`, "?test");
  await drop(page, example("streamflow", "runs.parquet"));
  await expectRuns(page, 60, 60);
  await filterBox(page).fill("params.learning_rate = '0.05'");
  await filterBox(page).press("Enter");
  const filtered = await expectOther(page, 60);
  await axis(page, "max_depth").getByRole("button", { name: /^Axis max_depth/ }).press("b");
  const brushed = await expectOther(page, filtered);
  expect(brushed).toBeGreaterThan(0);

  await crash(page);
  await expect(alert(page)).toContainText("engine stopped");
  await ready(page);
  await expectRuns(page, brushed, 60);
  await expectFilter(page, "params.learning_rate = '0.05'");
  await expectPicture(page);
  await expect(grid(page).getByRole("row").nth(1).getByRole("rowheader")).toContainText(/\w/);

  await filterBox(page).fill("");
  await page.getByRole("button", { name: /^Remove the brush/ }).click();
  await expectRuns(page, 60, 60);
  await alert(page).getByRole("button", { name: "Dismiss" }).click();
  await expect(alert(page)).toHaveCount(0);
});

test("an engine that keeps stopping is given up with a way back", async ({ page }) => {
  await visit(page, sources("streamflow", "runs.parquet"), "?test");
  for (let time = 0; time < 3; time++) {
    await crash(page);
    await expect(alert(page)).toHaveCount(1);
    await expect(page.locator("html")).not.toHaveAttribute("data-runloom", "loading", { timeout: 30_000 });
  }
  await expect(alert(page).filter({ hasText: "keeps stopping" })).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expectRuns(page, 9, 9);
});

test("a worker that cannot start is not started for ever", async ({ page }) => {
  let workers = 0;
  page.on("worker", () => (workers += 1));
  await page.route("**/worker.js", (route) => route.fulfill({ contentType: "text/javascript", body: 'throw new Error("this worker stops")' }));
  await page.goto(`/#${sources("streamflow", "runs.parquet")}`);
  await expect(alert(page).filter({ hasText: "keeps stopping" })).toBeVisible();
  await page.waitForTimeout(1_000);
  expect(workers).toBeLessThan(6);
});

test("the page without the test switch has no such button", async ({ page }) => {
  await visit(page);
  expect(await page.evaluate(() => "runloomTest" in document)).toBe(false);
});
