import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { query, written } from "./support/cli.ts";
import { drop, EXAMPLES, textFile } from "./support/files.ts";
import { chart, expectPicture, expectRuns, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const exportButton = (page: Page, figure = chart(page)) => figure.getByRole("button", { name: "Export" });

/** What the menu's entry saves, and under which name. */
async function exported(page: Page, entry: RegExp, figure?: Locator): Promise<{ name: string; bytes: Buffer }> {
  await exportButton(page, figure).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menu", { name: "Export the chart" }).getByRole("menuitem", { name: entry }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** The size of an SVG as `--size` takes it. */
function sizeOf(svg: Buffer): string {
  const [, width, height] = / width="(\d+)" height="(\d+)"/.exec(svg.toString()) ?? [];
  return `${width}x${height}`;
}

const PNG = /^PNG/;
const SVG = /^SVG runs as pixels/;
const VECTOR = /^SVG without pixels a (line|point) a \w+/;
const CSV = /^CSV/;
const PARQUET = /^Parquet/;

interface View {
  example: string;
  fragment: string;
  options: string[];
}

const VIEWS: View[] = [
  { example: "novabio-search", fragment: "", options: [] },
  { example: "novabio-all", fragment: "theme=dark", options: ["--theme", "dark"] },
  {
    example: "novabio-search",
    fragment: "where=metrics.val_auc > 0.985&axes=params.learning_rate:log,params.max_depth:inverted,metrics.val_auc&brush=params.max_depth:6..7&color=params.max_depth",
    options: [
      ...["--filter", "metrics.val_auc > 0.985", "--axes", "params.learning_rate:log,params.max_depth:inverted,metrics.val_auc"],
      ...["--brush", "params.max_depth:6..7", "--color", "params.max_depth"],
    ],
  },
];

for (const { example, fragment, options } of VIEWS) {
  test(`SVG of ${example} ${fragment} is what the command line draws, byte for byte`, async ({ page }, info) => {
    await visit(page, `${sources(example, "runs.parquet")}&${fragment}`);
    await expectPicture(page);
    for (const [entry, more] of [[SVG, []], [VECTOR, ["--vector"]]] as const) {
      const { name, bytes } = await exported(page, entry);
      expect(name).toBe("parallel-coordinates.svg");
      const file = join(EXAMPLES, example, "runs.parquet");
      const args = ["plot", file, "--kind", "parallel", "--size", sizeOf(bytes), ...options, ...more];
      expect(bytes.equals(written(info.outputPath("native.svg"), args)), `${bytes.length} bytes`).toBe(true);
    }
  });
}

test("the metric history is what the command line draws, and its points leave as CSV", async ({ page }, info) => {
  const files = ["runs.parquet", "history.parquet"];
  const fragment = "history=metrics.train_logloss,metrics.val_logloss&smooth=ema:0.6&theme=dark&panels=history,table";
  await visit(page, `${sources("streamflow", ...files)}&${fragment}`);
  const history = page.getByRole("figure", { name: /^Metric history/ });
  const given = files.map((file) => join(EXAMPLES, "streamflow", file));
  for (const [entry, more] of [[SVG, []], [VECTOR, ["--vector"]]] as const) {
    const { name, bytes } = await exported(page, entry, history);
    expect(name).toBe("metric-history.svg");
    const args = ["plot", ...given, "--kind", "history", "--size", sizeOf(bytes), "--view", fragment, ...more];
    expect(bytes.equals(written(info.outputPath("native.svg"), args)), `${bytes.length} bytes`).toBe(true);
  }
  const lines = (await exported(page, CSV, history)).bytes.toString().trim().split("\n");
  expect(lines[0]).toBe("run_id,run_name,metric,step,time,value");
  expect(lines.length).toBeGreaterThan(500);
  expect(new Set(lines.slice(1).map((line) => line.split(",")[2]))).toEqual(new Set(["train_logloss", "val_logloss"]));
});

test("the scatter matrix is what the command line draws", async ({ page }, info) => {
  const fragment = "matrix=params.learning_rate,params.max_depth,metrics.val_auc&brush=params.max_depth:6..7&panels=scatter-matrix,table";
  await visit(page, `${sources("novabio-search", "runs.parquet")}&${fragment}`);
  const matrix = page.getByRole("figure", { name: /^Scatter matrix/ });
  for (const [entry, more] of [[SVG, []], [VECTOR, ["--vector"]]] as const) {
    const { name, bytes } = await exported(page, entry, matrix);
    expect(name).toBe("scatter-matrix.svg");
    const args = ["plot", join(EXAMPLES, "novabio-search", "runs.parquet"), "--kind", "scatter-matrix", "--size", sizeOf(bytes), "--view", fragment, ...more];
    expect(bytes.equals(written(info.outputPath("native.svg"), args)), `${bytes.length} bytes`).toBe(true);
  }
  const lines = (await exported(page, CSV, matrix)).bytes.toString().trim().split("\n");
  expect(lines[0]?.startsWith("run_id,run_name,params.learning_rate,params.max_depth,metrics.val_auc")).toBe(true);
});

test("the importance of params is what the command line draws", async ({ page }, info) => {
  const fragment = "importance.method=permutation&brush=params.max_depth:5..7&panels=importance,table";
  await visit(page, `${sources("novabio-search", "runs.parquet")}&${fragment}`);
  const importance = page.getByRole("figure", { name: /^Parameter importance for val_auc/ });
  await expect(importance).toBeVisible({ timeout: 60_000 });
  const { name, bytes } = await exported(page, SVG, importance);
  expect(name).toBe("parameter-importance.svg");
  const args = ["plot", join(EXAMPLES, "novabio-search", "runs.parquet"), "--kind", "importance", "--size", sizeOf(bytes), "--view", fragment];
  expect(bytes.equals(written(info.outputPath("native.svg"), args)), `${bytes.length} bytes`).toBe(true);
  const lines = (await exported(page, CSV, importance)).bytes.toString().trim().split("\n");
  expect(lines[0]).toBe("param,importance,low,high,noise_floor,correlation,runs");
  expect(lines).toHaveLength(5);
});

test("PNG has one, two or three pixels a pixel, and the runs are in it", async ({ page }) => {
  await visit(page, sources("novabio-search", "runs.parquet"));
  await expectPicture(page);
  const [width, height] = sizeOf((await exported(page, VECTOR)).bytes).split("x");
  for (const scale of [1, 2, 3]) {
    const { name, bytes } = await exported(page, new RegExp(`${PNG.source} ${scale}×`));
    expect(name).toBe(scale === 1 ? "parallel-coordinates.png" : `parallel-coordinates@${scale}x.png`);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([Number(width) * scale, Number(height) * scale]);
    const colourful = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
      context?.drawImage(picture, 0, 0);
      const pixels = context?.getImageData(0, 0, Math.floor(picture.width * 0.9), picture.height).data ?? [];
      let found = 0;
      for (let at = 0; at < pixels.length; at += 4) found += Math.abs((pixels[at] ?? 0) - (pixels[at + 2] ?? 0)) > 60 ? 1 : 0;
      return found;
    }, bytes.toString("base64"));
    expect(colourful).toBeGreaterThan(5000 * scale * scale);
  }
});

test("CSV holds the runs and columns of the chart, as the command line writes them", async ({ page }, info) => {
  const axes = "params.max_depth,metrics.val_log_loss";
  const order = "metrics.val_auc DESC";
  await visit(page, `${sources("novabio-search", "runs.parquet")}&where=metrics.val_auc > 0.985&order=${order}&axes=${axes}&color=metrics.val_auc`);
  await expectPicture(page);
  const { name, bytes } = await exported(page, CSV);
  expect(name).toBe("parallel-coordinates.csv");
  const file = join(EXAMPLES, "novabio-search", "runs.parquet");
  const args = ["query", file, "--filter", "metrics.val_auc > 0.985", "--order-by", order, "--columns", `run_id,run_name,${axes},metrics.val_auc`];
  expect(bytes.toString()).toBe(written(info.outputPath("native.csv"), args).toString());
});

const DATA = [
  { kind: "parallel", figure: /^Parallel coordinates/, fragment: "where=metrics.val_auc > 0.9&order=metrics.val_auc DESC&axes=params.max_depth,metrics.val_log_loss" },
  { kind: "scatter-matrix", figure: /^Scatter matrix/, fragment: "matrix=params.max_depth,metrics.val_auc&brush=params.max_depth:6..7&panels=scatter-matrix,table" },
];

for (const { kind, figure, fragment } of DATA) {
  test(`the data of ${kind} is what the command line writes, byte for byte, and Runloom opens it again`, async ({ page }, info) => {
    await visit(page, `${sources("novabio-search", "runs.parquet")}&${fragment}`);
    const shown = page.getByRole("figure", { name: figure });
    const source = join(EXAMPLES, "novabio-search", "runs.parquet");
    for (const [entry, ending] of [[CSV, "csv"], [PARQUET, "parquet"]] as const) {
      const { name, bytes } = await exported(page, entry, shown);
      expect(name.endsWith(`.${ending}`)).toBe(true);
      expect(bytes.equals(written(info.outputPath(`native.${ending}`), ["plot", source, "--kind", kind, "--view", fragment])), name).toBe(true);
    }
    const columns = fragment.includes("matrix=") ? "run_id,params.max_depth,metrics.val_auc" : "run_id,params.max_depth,metrics.val_log_loss";
    const read = (ending: string) => query([info.outputPath(`native.${ending}`)], ["--columns", columns]);
    expect(read("parquet")).toEqual(read("csv"));
    expect(read("parquet").length).toBeGreaterThan(5);
  });
}

test("the points of a history leave as Parquet, which opens as a history", async ({ page }, info) => {
  const files = ["runs.parquet", "history.parquet"];
  const fragment = "history=metrics.val_logloss&panels=history,table";
  await visit(page, `${sources("streamflow", ...files)}&${fragment}`);
  const history = page.getByRole("figure", { name: /^Metric history/ });
  const { name, bytes } = await exported(page, PARQUET, history);
  expect(name).toBe("metric-history.parquet");
  const given = files.map((file) => join(EXAMPLES, "streamflow", file));
  expect(bytes.equals(written(info.outputPath("native.parquet"), ["plot", ...given, "--kind", "history", "--view", fragment]))).toBe(true);
  await visit(page);
  await drop(page, { name: "points.parquet", mimeType: "application/octet-stream", buffer: bytes });
  await expectRuns(page, 6, 6);
  await expect(history).toContainText("val_logloss");
});

const GROUPS = [
  { by: "params.max_depth", more: "axes=params.max_depth:category,params.learning_rate,metrics.val_auc" },
  { by: "params.max_depth", more: "statistic=best&best=metrics.val_log_loss:min&brush=metrics.val_auc:0.985..&theme=dark" },
];

for (const { by, more } of GROUPS) {
  test(`lines of groups ${more} are what the command line draws, byte for byte`, async ({ page }, info) => {
    await visit(page, `${sources("novabio-search", "runs.parquet")}&group=${by}&lines=groups&${more}`);
    await expectPicture(page);
    const file = join(EXAMPLES, "novabio-search", "runs.parquet");
    for (const [entry, options] of [[SVG, []], [VECTOR, ["--vector"]]] as const) {
      const { bytes } = await exported(page, entry);
      const args = ["plot", file, "--kind", "parallel", "--size", sizeOf(bytes), "--group-by", by, "--view", more, ...options];
      expect(bytes.equals(written(info.outputPath("native.svg"), args)), `${bytes.length} bytes`).toBe(true);
    }
    const { bytes } = await exported(page, CSV);
    const args = ["plot", file, "--kind", "parallel", "--group-by", by, "--view", more];
    expect(bytes.toString()).toBe(written(info.outputPath("native.csv"), args).toString());
  });
}

test("CSV of groups has a line a group", async ({ page }) => {
  await visit(page, `${sources("novabio-search", "runs.parquet")}&group=params.max_depth&lines=groups&axes=params.max_depth,metrics.val_auc`);
  await expectPicture(page);
  const lines = (await exported(page, CSV)).bytes.toString().trim().split("\n");
  const groups = await page.evaluate(() => {
    const { session } = document.querySelector("rl-app") as unknown as { session: { update: { grouping: { groups: number } } } };
    return session.update.grouping.groups;
  });
  expect(lines).toHaveLength(groups + 1);
  expect(lines[0]).toBe("group,runs,params.max_depth,metrics.val_auc");
  const svg = (await exported(page, VECTOR)).bytes.toString();
  expect(svg).toContain("Each line is a group of runs with the same max_depth");
});

test("the menu works by keyboard alone", async ({ page }) => {
  await visit(page, sources("novabio-search", "runs.parquet"));
  await expectPicture(page);
  await exportButton(page).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: SVG })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: PARQUET })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(exportButton(page)).toBeFocused();
  await page.keyboard.press("Enter");
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await coming).suggestedFilename()).toBe("parallel-coordinates.svg");
});

test("hostile names leave as text", async ({ page }) => {
  const names = ["</script><img src=x onerror=console.log('canary')>", "a\u0000b\u001b[31m", "\u202eevil", "]]>&amp;<!--", "<svg onload=1>"];
  await visit(page);
  await drop(page, textFile("runs.json", JSON.stringify(names.map((text, at) => ({ run_id: `r${at}`, "params.<script>": text, "metrics.m": at })))));
  await expectRuns(page, 5, 5);
  await expectPicture(page);
  for (const entry of [SVG, VECTOR]) {
    const svg = (await exported(page, entry)).bytes.toString();
    const found = await page.evaluate((svg) => {
      const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
      const texts = [...parsed.querySelectorAll("text")].map((text) => text.textContent ?? "");
      // Also as markup in a page, where a careless host may put it.
      const careless = new DOMParser().parseFromString(svg, "text/html");
      return { error: parsed.querySelector("parsererror")?.textContent ?? null, texts, others: careless.querySelectorAll("script, img, iframe, foreignObject, [onerror], [onload]").length };
    }, svg);
    expect(found.error).toBeNull();
    expect(found.others).toBe(0);
    expect(svg.includes("\0")).toBe(false);
    for (const text of ["<svg onload=1>", "]]>&amp;<!--", "\u202eevil", "a\ufffdb\ufffd[31m", "<script>"]) expect(found.texts).toContain(text);
  }
});

test("what has no picture has no export", async ({ page }) => {
  await visit(page, `${sources("novabio-search", "runs.parquet")}&where=metrics.val_auc > 2`);
  await expectRuns(page, 0, 51);
  await expect(chart(page)).toContainText("No run matches the filter");
  await expect(exportButton(page)).toBeDisabled();
});
