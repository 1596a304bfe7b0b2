import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drop, FIXTURES, textFile } from "./support/files.ts";
import { column, expectFilter, expectPicture, expectRuns, filterBox, grid, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const NAUGHTY = (JSON.parse(readFileSync(join(FIXTURES, "strings-blns", "data", "blns.json"), "utf8")) as string[]).filter((text) => text.trim() !== "");

/** Each says so in the console, which no test forgives, if it ever runs. */
const CANARIES = [
  '<img src="x" onerror="console.log(\'canary\')">',
  "<script>console.log('canary')</script>",
  '"><svg onload="console.log(\'canary\')">',
  "javascript:console.log('canary')",
  "${console.log('canary')}",
  "{{constructor.constructor('console.log(`canary`)')()}}",
  '</title><iframe srcdoc="<script>parent.console.log(\'canary\')</script>">',
];

test("naughty strings as values are shown as text", async ({ page }) => {
  const values = [...CANARIES, ...NAUGHTY];
  await visit(page);
  await drop(page, textFile("runs.json", JSON.stringify(values.map((text, at) => ({ run_id: `r${String(at).padStart(4, "0")}`, "params.text": text, "tags.mlflow.runName": text, "metrics.m": at })))));
  await expectRuns(page, values.length, values.length);
  const shown = await column(page, "params.text");
  expect(shown.filter((text) => text === null)).toEqual([]);
  expect(new Set(shown)).toEqual(new Set(values));
  await expect(grid(page)).toContainText("onerror");
  for (let screen = 0; screen < 6; screen++) {
    await grid(page).press("PageDown");
  }
  await expectPicture(page);
});

test("naughty strings as column names are shown as text", async ({ page }) => {
  const names = [...new Set([...CANARIES, ...NAUGHTY])];
  const run = (id: number) => Object.fromEntries([["run_id", `r${id}`], ...names.map((name, at) => [`params.${name}`, String((at * id) % 7)])]);
  await visit(page);
  await drop(page, textFile("runs.json", JSON.stringify([run(1), run(2), run(3)])));
  await expectRuns(page, 3, 3);
  await expectPicture(page);
  await grid(page).focus();
  for (let column = 0; column < 12; column++) await page.keyboard.press("ArrowRight");
  await page.getByRole("button", { name: /Find a column/ }).click();
  await page.keyboard.type("onerror");
  await expect(page.getByRole("dialog")).toContainText("onerror");
});

test("naughty strings in the filter and the address do nothing", async ({ page }) => {
  await visit(page, `src=examples/streamflow/runs.parquet&where=${encodeURIComponent(CANARIES[0] ?? "")}`);
  await expectFilter(page, CANARIES[0] ?? "");
  await expect(filterBox(page)).toHaveAttribute("aria-invalid", "true");
  for (const text of CANARIES) {
    await filterBox(page).fill(text);
    await expect(filterBox(page)).toHaveAttribute("aria-invalid", "true");
  }
});

test("file names are shown as text", async ({ page }) => {
  await visit(page);
  await drop(page, textFile(`${CANARIES[0] ?? ""}.csv`, "run_id,metrics.a\nr1,1\n"));
  await expectRuns(page, 1, 1);
  await expect(page.getByRole("list", { name: "Open sources" })).toContainText("onerror");
});
