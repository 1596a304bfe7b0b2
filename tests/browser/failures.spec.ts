import { drop, example, textFile, type GivenFile } from "./support/files.ts";
import { alert, expectFilter, expectRuns, filterBox, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

function truncated(file: GivenFile): GivenFile {
  return { ...file, name: "truncated.parquet", buffer: file.buffer.subarray(0, file.buffer.length >> 1) };
}

const WRONG: [string, () => GivenFile][] = [
  ["an empty file", () => textFile("empty.parquet", "")],
  ["half a Parquet file", () => truncated(example("novabio-all", "runs.parquet"))],
  ["a web page", () => textFile("runs.csv", "<!doctype html><html><body>Sign in</body></html>")],
  ["broken JSON", () => textFile("runs.json", '[{"run_id": "a", "metrics": ')],
  ["bytes of no kind", () => ({ ...textFile("noise.bin", ""), buffer: Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 37) % 256)) })],
];

for (const [name, make] of WRONG) {
  test(`${name} is refused in words and leaves what is open`, async ({ page }) => {
    await visit(page, sources("streamflow", "runs.parquet"));
    await filterBox(page).fill("metrics.val_auc > 0.66");
    await expect(filterBox(page)).toHaveAttribute("aria-invalid", "false");
    await drop(page, make());
    await expect(alert(page)).toContainText(make().name);
    await expect(alert(page)).toContainText(/\w+ \w+/);
    await expect(page.locator("html")).toHaveAttribute("data-runloom", "ready");
    await expectFilter(page, "metrics.val_auc > 0.66");
    await filterBox(page).fill("");
    await expectRuns(page, 9, 9);
    await alert(page).getByRole("button", { name: "Dismiss" }).click();
    await expect(alert(page)).toHaveCount(0);
  });
}

test("of several files the good ones open", async ({ page }) => {
  await visit(page);
  await drop(page, textFile("empty.parquet", ""), example("streamflow", "runs.parquet"));
  await expectRuns(page, 9, 9);
  await expect(alert(page)).toContainText("empty.parquet");
});

test("an address without a file is named", async ({ page }) => {
  await page.goto("/#src=examples/nowhere.parquet");
  await expect(alert(page)).toContainText("404");
  await expect(alert(page)).toContainText("nowhere.parquet");
  await expect(page.locator("html")).toHaveAttribute("data-runloom", "error");
  await drop(page, example("streamflow", "runs.parquet"));
  await expectRuns(page, 9, 9);
});

test("an address that is a web page is named", async ({ page }) => {
  await page.goto("/#src=index.html");
  await expect(alert(page)).toContainText("web page");
});

const ODD: [string, string, number][] = [
  ["a header without rows", "run_id,params.a,metrics.b\n", 0],
  ["one run", "run_id,params.a,metrics.b\nr1,1,2\n", 1],
  ["one column", "loss\n1\n2\n3\n", 3],
  ["columns without any value", "run_id,params.a,metrics.b\nr1,,\nr2,,\n", 2],
  ["the same name twice", "run_id,params.a,params.a\nr1,1,2\nr2,3,4\n", 2],
  ["the same run twice", "run_id,metrics.a\nr1,1\nr1,2\n", 2],
];

for (const [name, text, runs] of ODD) {
  test(`${name} opens`, async ({ page }) => {
    await visit(page);
    await drop(page, textFile("odd.csv", text));
    await expect(page.getByText("Opening odd.csv")).toHaveCount(0);
    await expect(page.locator("html")).toHaveAttribute("data-runloom", "ready");
    await expectRuns(page, runs, runs);
    await expect(alert(page)).toHaveCount(0);
  });
}
