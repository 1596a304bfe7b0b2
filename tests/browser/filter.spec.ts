import { example, textFile, drop, EXAMPLES } from "./support/files.ts";
import { query } from "./support/cli.ts";
import { alert, expectFilter, expectRuns, filterBox, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const GOOD = "metrics.val_auc > 0.985";
const MATCHING = () => query([`${EXAMPLES}/novabio-search/runs.parquet`], ["--filter", GOOD, "--columns", "run_id"]).length;

test.beforeEach(async ({ page }) => {
  await visit(page, sources("novabio-search", "runs.parquet"));
  await expectRuns(page, 51, 51);
});

test("a filter leaves the runs that match", async ({ page }) => {
  await filterBox(page).fill(GOOD);
  await expectRuns(page, MATCHING(), 51);
  await expect(filterBox(page)).toHaveAttribute("aria-invalid", "false");
  await filterBox(page).fill("");
  await expectRuns(page, 51, 51);
});

test("a wrong filter says what is wrong and keeps the last good answer", async ({ page }) => {
  await filterBox(page).fill(GOOD);
  await expectRuns(page, MATCHING(), 51);
  await filterBox(page).fill("metrics.val_auc >");
  await expect(filterBox(page)).toHaveAttribute("aria-invalid", "true");
  await expect(alert(page)).toContainText(/\w+/);
  const described = await filterBox(page).getAttribute("aria-describedby");
  await expect(alert(page)).toHaveId(described ?? "none");
  await expectRuns(page, MATCHING(), 51);
  await filterBox(page).fill(GOOD);
  await expect(alert(page)).toHaveCount(0);
});

test("a mistake with a known remedy is mended by one key", async ({ page }) => {
  await filterBox(page).fill("metrics.val_auc ≥ 0.99");
  await expect(alert(page).getByRole("button", { name: /Change to/ })).toBeVisible();
  await filterBox(page).press("Alt+Enter");
  await expect(filterBox(page)).toHaveAttribute("aria-invalid", "false");
  await expectFilter(page, "metrics.val_auc >= 0.99");
});

test("the slash key goes to the filter and Escape clears it", async ({ page }) => {
  await page.locator("body").press("/");
  await expect(filterBox(page)).toBeFocused();
  await page.keyboard.type("params.max_depth = '7'");
  await expectFilter(page, "params.max_depth = '7'");
  await page.keyboard.press("Escape");
  await expectFilter(page, "");
  await expectRuns(page, 51, 51);
});

test("typing is never interrupted", async ({ page }) => {
  const text = "metrics.val_auc > 0.98 AND params.max_depth = '7' AND metrics.val_log_loss < 0.2";
  await filterBox(page).pressSequentially(text, { delay: 5 });
  await expectFilter(page, text);
  const expected = query([`${EXAMPLES}/novabio-search/runs.parquet`], ["--filter", text, "--columns", "run_id"]).length;
  await expectRuns(page, expected, 51);
});

test("a filter holds for files that come later", async ({ page }) => {
  await filterBox(page).fill("params.learning_rate = '0.05'");
  await drop(page, example("streamflow", "runs.parquet"));
  const both = ["novabio-search", "streamflow"].map((name) => `${EXAMPLES}/${name}/runs.parquet`);
  const expected = query(both, ["--filter", "params.learning_rate = '0.05'", "--columns", "run_id"]).length;
  await expectRuns(page, expected, 60);
});

test("a filter that no column of the file knows finds nothing, and says so", async ({ page }) => {
  await drop(page, textFile("more.csv", "run_id,params.a,metrics.b\nr1,1,2\n"));
  await expectRuns(page, 52, 52);
  await filterBox(page).fill("metrics.nowhere > 1");
  await expectRuns(page, 0, 52);
  await expect(page.getByText("No run matches the filter and the brushes.")).toBeVisible();
});
