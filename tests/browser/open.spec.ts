import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { convert } from "./support/cli.ts";
import { drop, example, EXAMPLES, FIXTURES } from "./support/files.ts";
import { alert, chart, expectPicture, expectRuns, grid, sources, visit } from "./support/runs.ts";
import { serve, type Served } from "./support/server.ts";
import { expect, test } from "./support/test.ts";

interface Example {
  name: string;
  title: string;
  runs: number;
  files: string[];
}

const EXAMPLE_LIST = JSON.parse(readFileSync(join(EXAMPLES, "index.json"), "utf8")) as Example[];

for (const { name, title, runs, files } of EXAMPLE_LIST) {
  const fragment = files.map((file) => `src=examples/${file}`).join("&");
  const given = () => files.map((file) => example(...file.split("/")));

  test.describe(name, () => {
    test.afterEach(async ({ page }) => {
      await expectRuns(page, runs, runs);
      await expect(chart(page)).toBeVisible();
      await expectPicture(page);
      await expect(grid(page).getByRole("row").nth(1)).toContainText(/\w/);
    });

    test("opens by #src=", async ({ page }) => {
      await visit(page, fragment);
    });

    test("opens by ?src=", async ({ page }) => {
      await visit(page, "", `?${fragment}`);
    });

    test("opens by an absolute address", async ({ page, baseURL }) => {
      await visit(page, fragment.replaceAll("src=", `src=${baseURL}/`));
    });

    test("opens by drop", async ({ page }) => {
      await visit(page);
      await drop(page, ...given());
    });

    test("opens by picking files", async ({ page }) => {
      await visit(page);
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: /choose files/i }).click();
      await (await chooser).setFiles(given());
    });

    test("opens from the empty page", async ({ page }) => {
      await visit(page);
      await page.getByRole("button", { name: title }).click();
    });
  });
}

for (const [name, file, runs] of [
  ["novabio-search", "runs.csv", 51],
  ["novabio-search", "runs.json", 51],
  ["streamflow", "rest_runs_search.json", 9],
] as const) {
  test(`opens ${file} of ${name} as the same runs`, async ({ page }) => {
    await visit(page, sources(name, file));
    await expectRuns(page, runs, runs);
  });
}

test("an address can be typed into the empty page", async ({ page }) => {
  await visit(page);
  await page.getByRole("textbox", { name: "Address of a file" }).fill("examples/streamflow/runs.parquet");
  await page.keyboard.press("Enter");
  await expectRuns(page, 9, 9);
});

test("sources are added to what is open, and removed", async ({ page }) => {
  await visit(page, sources("streamflow", "runs.parquet"));
  await drop(page, example("novabio-search", "runs.parquet"));
  await expectRuns(page, 60, 60);
  await page.getByRole("button", { name: "Remove runs.parquet" }).first().click();
  await expectRuns(page, 51, 51);
});

test.describe("another origin", () => {
  let server: Served;

  test.afterEach(() => server.stop());

  test("is read when it allows it", async ({ page, watch }) => {
    server = await serve(EXAMPLES, "--cors");
    watch.allow(server.origin);
    await visit(page, `src=${server.origin}/novabio-all/runs.parquet`);
    await expectRuns(page, 847, 847);
  });

  test("is read without range requests", async ({ page, watch }) => {
    server = await serve(EXAMPLES, "--cors", "--no-range");
    watch.allow(server.origin);
    await visit(page, `src=${server.origin}/novabio-all/runs.parquet`);
    await expectRuns(page, 847, 847);
  });

  test("that does not allow it is named, with what to do", async ({ page, watch }) => {
    server = await serve(EXAMPLES);
    watch.allow(server.origin);
    await page.goto(`/#src=${server.origin}/novabio-all/runs.parquet`);
    await expect(alert(page)).toContainText("CORS");
    await expect(alert(page)).toContainText(server.origin);
    await expect(page.locator("html")).toHaveAttribute("data-runloom", "error");
  });
});

test("no byte of a small file is read twice", async ({ page }) => {
  const length = new Map<string, number>();
  page.on("response", (response) => {
    const range = /parquet$/.test(response.url()) && response.request().headers()["range"];
    if (range) length.set(range, Number(response.headers()["content-length"] ?? 0));
  });
  await visit(page, sources("novabio-search", "history.parquet"));
  await expectRuns(page, 51, 51);
  expect([...length.keys()]).toHaveLength(2);
  expect([...length.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(statSync(join(EXAMPLES, "novabio-search", "history.parquet")).size);
});

test("of a large Parquet file only the columns in view are read", async ({ page, watch }, info) => {
  const folder = info.outputPath("data");
  mkdirSync(folder, { recursive: true });
  const columns = Array.from({ length: 400 }, (_, at) => `metrics.m${at}`);
  const value = (row: number, at: number) => ((row * 7919 + at * 104_729) % 1_000_003) / 1_000_003;
  const lines = Array.from({ length: 3_000 }, (_, row) => [`r${row}`, ...columns.map((_, at) => value(row, at))].join(","));
  writeFileSync(join(folder, "wide.csv"), `${["run_id", ...columns].join(",")}\n${lines.join("\n")}\n`);
  convert(join(folder, "wide.csv"), join(folder, "wide.parquet"));

  const server = await serve(folder, "--cors");
  watch.allow(server.origin);
  let bytes = 0;
  page.on("response", (response) => {
    if (response.url().endsWith("wide.parquet") && response.status() === 206) bytes += Number(response.headers()["content-length"] ?? 0);
  });
  await visit(page, `src=${server.origin}/wide.parquet&axes=metrics.m1,metrics.m399`);
  await expectRuns(page, 3_000, 3_000);
  await expectPicture(page);
  server.stop();
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(statSync(join(folder, "wide.parquet")).size / 2);
});

test.describe("every codec of Parquet and Arrow", () => {
  const folder = join(FIXTURES, "parquet-codecs");
  const files = readdirSync(folder).filter((name) => /^(pyarrow-[a-z0-9]+\.parquet|feather-[a-z0-9]+\.arrow)$/.test(name) && name !== "pyarrow-nested.parquet");

  for (const name of files) {
    test(name, async ({ page }) => {
      const fetched: string[] = [];
      page.on("request", (request) => fetched.push(new URL(request.url()).pathname.slice(1)));
      await visit(page);
      await drop(page, { name, mimeType: "application/octet-stream", buffer: readFileSync(join(folder, name)) });
      await expect(grid(page).getByRole("row").nth(1)).toContainText(/\w/);
      await expect(page.getByRole("alert")).toHaveCount(0);
      expect(fetched.includes("codecs_bg.wasm"), "rare codecs are fetched where they are needed and nowhere else").toBe(/brotli|zstd/.test(name));
    });
  }
});
