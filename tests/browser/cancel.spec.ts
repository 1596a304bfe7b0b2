import { drop, EXAMPLES, textFile } from "./support/files.ts";
import { alert, expectRuns, filterBox, ready, sources, visit } from "./support/runs.ts";
import { serve, type Served } from "./support/server.ts";
import { expect, test } from "./support/test.ts";

let server: Served;

test.beforeEach(async ({ watch }) => {
  server = await serve(EXAMPLES, "--cors", "--no-range", "--slow", "8");
  watch.allow(server.origin);
});

test.afterEach(() => server.stop());

test("a slow file shows how far it is and can be cancelled", async ({ page }) => {
  await visit(page, sources("streamflow", "runs.parquet"));
  await filterBox(page).fill("metrics.val_auc > 0.66");
  await page.getByRole("button", { name: /Add source/ }).click();
  await page.getByRole("textbox", { name: "Address of a file" }).fill(`${server.origin}/novabio-all/runs.parquet`);
  await page.keyboard.press("Enter");
  const opening = page.getByRole("region", { name: "Opening" });
  await expect(opening).toContainText("runs.parquet");
  await expect(opening).toContainText(/\d.* of .*kB/);
  await opening.getByRole("button", { name: "Cancel" }).click();
  await expect(opening).toHaveCount(0);
  await ready(page);
  await filterBox(page).fill("");
  await expectRuns(page, 9, 9);
  await expect(alert(page)).toHaveCount(0);
});

test("the first file can be cancelled too", async ({ page }) => {
  await page.goto(`/#src=${server.origin}/novabio-all/runs.parquet`);
  await page.getByRole("region", { name: "Opening" }).getByRole("button", { name: "Cancel" }).click();
  await ready(page);
  await expect(page.getByRole("button", { name: /choose files/i })).toBeVisible();
});

test("a file is cancelled while the engine decodes it", async ({ page }) => {
  await visit(page, sources("streamflow", "runs.parquet"));
  const names = Array.from({ length: 20 }, (_, at) => `metrics.m${at}`);
  const rows = Array.from({ length: 150_000 }, (_, row) => [`r${row}`, ...names.map((_, at) => (row * 31 + at * 7) % 9973)].join(","));
  await drop(page, textFile("large.csv", `${["run_id", ...names].join(",")}\n${rows.join("\n")}\n`));
  const opening = page.getByRole("region", { name: "Opening" });
  await opening.getByRole("button", { name: "Cancel" }).click();
  await expect(opening).toHaveCount(0);
  await expectRuns(page, 9, 9);
  await expect(alert(page)).toHaveCount(0);
});
