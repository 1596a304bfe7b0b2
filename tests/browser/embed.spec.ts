/** One chart within another page: in a frame, and as an element that shares its engine with the others. */

import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator, Locator, Page, TestInfo } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { environment } from "./support/environment.ts";
import { EXAMPLES, ROOT } from "./support/files.ts";
import { reportOf } from "./support/reports.ts";
import { sources, visit } from "./support/runs.ts";
import { serve, type Served } from "./support/server.ts";
import { expect, test, type Watch } from "./support/test.ts";

const SITE = environment("RUNLOOM_ORIGIN");

/** The site as a host serves it that lets other pages load its files, as elements need. */
let open: Served;
test.beforeAll(async () => {
  open = await serve(join(ROOT, "www", "dist"), "--cors");
});
test.afterAll(() => open.stop());

const RUNS = "examples/novabio-search/runs.parquet";
const SEARCH = `${sources("novabio-search", "runs.parquet")}&where=metrics.val_auc > 0.988`;

/** A page of somebody else, on an origin of its own. */
async function hosted(page: Page, watch: Watch, info: TestInfo, body: string): Promise<{ stop(): void }> {
  const folder = info.outputPath("host");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.html"), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Wiki</title><style>p { color: rgb(1, 2, 3) }</style><body>${body}</body></html>`);
  const served = await serve(folder);
  watch.allow(served.origin);
  watch.allow(open.origin);
  await page.goto(`${served.origin}/`);
  return served;
}

const drawn = (within: Page | FrameLocator | Locator, name: RegExp): Locator => within.getByRole("figure", { name });

async function expectLines(figure: Locator): Promise<void> {
  await expect
    .poll(() =>
      figure.locator("canvas").first().evaluate((canvas: HTMLCanvasElement) => canvas.width > 0 && (canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0) ?? false)),
    )
    .toBe(true);
}

test("a frame shows one chart and nothing else", async ({ page, watch }, info) => {
  const served = await hosted(page, watch, info, `<p>Text</p><iframe title="Chart" width="1000" height="420" src="${SITE}/embed.html#${SEARCH}&panels=parallel,table"></iframe>`);
  const frame = page.frameLocator("iframe");
  const figure = drawn(frame, /^Parallel coordinates/);
  await expectLines(figure);
  await expect(frame.getByRole("status")).toHaveText("41 of 51 runs");
  await expect(frame.getByRole("figure")).toHaveCount(1);
  await expect(frame.getByRole("grid")).toHaveCount(0);
  await expect(frame.getByRole("button", { name: /Export|Remove|Move|Share/ })).toHaveCount(0);
  const box = await figure.boundingBox();
  expect(box?.height).toBeGreaterThan(400);
  expect(box?.height).toBeLessThanOrEqual(420);
  const link = await frame.getByRole("link", { name: "Open" }).getAttribute("href");
  expect(link).toMatch(/\/#src=examples.*where=metrics\.val_auc/);
  await page.screenshot({ path: info.outputPath("frame.png") });
  served.stop();
});

test("the page around says which theme a frame has", async ({ page, watch }, info) => {
  const served = await hosted(page, watch, info, `<iframe title="Chart" width="900" height="380" src="${SITE}/embed.html#${SEARCH}&panels=parallel"></iframe>`);
  const root = page.frameLocator("iframe").locator("html");
  await expect(root).toHaveAttribute("data-runloom", "ready");
  const say = (data: unknown) => page.evaluate((data) => document.querySelector("iframe")?.contentWindow?.postMessage(data, "*"), data);
  await say({ type: "runloom-theme", theme: "dark" });
  await expect(root).toHaveAttribute("data-theme", "dark");
  await say({ type: "runloom-theme", theme: "<script>" });
  await say("runloom-theme");
  await say({ type: "runloom-theme", theme: "light" });
  await expect(root).toHaveAttribute("data-theme", "light");
  served.stop();
});

test("a frame adds nothing to the history of the page around it", async ({ page, watch }, info) => {
  const served = await hosted(page, watch, info, `<iframe title="Chart" width="900" height="380" src="${SITE}/embed.html#${SEARCH}&panels=parallel"></iframe>`);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("html")).toHaveAttribute("data-runloom", "ready");
  const before = await page.evaluate(() => history.length);
  await frame.getByRole("button", { name: /^Axis max_depth/ }).press("Delete");
  await expect(frame.getByRole("group", { name: "Axis max_depth", exact: true })).toHaveCount(0);
  await page.waitForTimeout(700);
  expect(await page.evaluate(() => history.length)).toBe(before);
  served.stop();
});

test("an embed that cannot show anything says why", async ({ page }) => {
  await page.goto("/embed.html");
  await expect(page.getByText("This address names no runs to show.")).toBeVisible();
  await page.goto("/embed.html#src=nowhere.parquet");
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("nowhere.parquet");
  await expectAccessible(page);
});

test("elements share one worker and one engine, and begin when they are seen", async ({ page, watch }, info) => {
  const chart = (kind: string, more = "") => `<runloom-chart src="${open.origin}/${RUNS}" kind="${kind}" height="380" ${more}></runloom-chart>`;
  const kinds = ["parallel", "histogram", "scatter", "edf"];
  const many = Array.from({ length: 20 }, (_, at) => chart(kinds[at % kinds.length] ?? "parallel")).join("");
  const engines: string[] = [];
  page.on("request", (request) => {
    if (/runloom_bg\.wasm$/.test(request.url())) engines.push(request.url());
  });
  const served = await hosted(page, watch, info, `<script type="module" src="${open.origin}/runloom.js"></script><p>Text</p>${chart("parallel", 'where="metrics.val_auc > 0.988" axes="params.max_depth,metrics.val_auc" color="metrics.loss"')}${many}`);
  const first = page.locator("runloom-chart").first();
  await expectLines(drawn(first, /^Parallel coordinates/));
  await expect(first.getByRole("status")).toHaveText("41 of 51 runs");
  await expect(first.getByRole("group", { name: /^Axis / })).toHaveCount(2);
  await expect(page.locator("runloom-chart").last().getByRole("figure")).toHaveCount(0);
  for (const at of [4, 8, 12, 16, 20]) {
    await page.locator("runloom-chart").nth(at).scrollIntoViewIfNeeded();
    await expect(page.locator("runloom-chart").nth(at).getByRole("figure")).toBeVisible();
  }
  expect(page.workers()).toHaveLength(1);
  expect(engines).toHaveLength(1);
  await expect(page.locator("p").first()).toHaveCSS("color", "rgb(1, 2, 3)");
  expect(await page.evaluate(() => [document.documentElement.dataset["runloom"], location.hash, document.querySelectorAll("body > style, head > style").length])).toEqual([undefined, "", 1]);
  await first.scrollIntoViewIfNeeded();
  await page.screenshot({ path: info.outputPath("elements.png") });
  served.stop();
});

test("an element follows its attributes, tells of changes, and leaves the others alone when it goes", async ({ page, watch }, info) => {
  const chart = `<runloom-chart src="${open.origin}/${RUNS}" kind="parallel" height="380"></runloom-chart>`;
  const served = await hosted(page, watch, info, `<script type="module" src="${open.origin}/runloom.js"></script>${chart}${chart}`);
  const [first, second] = [page.locator("runloom-chart").first(), page.locator("runloom-chart").last()];
  await expect(first.getByRole("status")).toHaveText("51 of 51 runs");
  await expect(second.getByRole("status")).toHaveText("51 of 51 runs");
  await page.evaluate(() => addEventListener("runloom-change", (event) => ((globalThis as Record<string, unknown>)["told"] = (event as CustomEvent).detail)));
  await first.evaluate((element) => element.setAttribute("where", "metrics.val_auc > 0.988"));
  await expect(first.getByRole("status")).toHaveText("41 of 51 runs");
  await expect(second.getByRole("status")).toHaveText("51 of 51 runs");
  expect(await page.evaluate(() => (globalThis as Record<string, unknown>)["told"])).toMatchObject({ matching: 41, total: 51 });
  await first.evaluate((element) => element.setAttribute("theme", "dark"));
  await expect(first).toHaveAttribute("data-theme", "dark");
  await expect(second).not.toHaveAttribute("data-theme");
  await first.evaluate((element) => element.remove());
  await second.evaluate((element) => element.setAttribute("kind", "histogram"));
  await expect(drawn(second, /^Histogram/)).toBeVisible();
  served.stop();
});

test("an element that goes while it opens its runs leaves the others alone", async ({ page, watch }, info) => {
  const slow = await serve(EXAMPLES, "--cors", "--slow", "64");
  watch.allow(slow.origin);
  const files = ["runs", "history"].map((name) => `${slow.origin}/novabio-search/${name}.parquet`).join(" ");
  const chart = `<runloom-chart src="${files}" kind="parallel" height="300"></runloom-chart>`;
  const served = await hosted(page, watch, info, `<script type="module" src="${open.origin}/runloom.js"></script>${chart}${chart}`);
  const [first, second] = [page.locator("runloom-chart").first(), page.locator("runloom-chart").last()];
  await expect(first.getByText("Opening…")).toBeVisible();
  await expect(second.getByText("Opening…")).toBeVisible();
  await page.waitForTimeout(2_000);
  await first.evaluate((element) => element.remove());
  await expectLines(drawn(page.locator("runloom-chart"), /^Parallel coordinates/));
  await expect(page.getByRole("alert")).toHaveCount(0);
  slow.stop();
  served.stop();
});

test("a second version of the elements leaves those that are there", async ({ page, watch }, info) => {
  const source = `<script type="module" src="${open.origin}/runloom.js"></script><script type="module" src="${open.origin}/runloom.js?2"></script>`;
  const served = await hosted(page, watch, info, `${source}<runloom-chart src="${open.origin}/${RUNS}" height="380"></runloom-chart>`);
  await expectLines(drawn(page.locator("runloom-chart"), /^Parallel coordinates/));
  served.stop();
});

test("a menu of an axis opens within an element", async ({ page, watch }, info) => {
  const served = await hosted(page, watch, info, `<script type="module" src="${open.origin}/runloom.js"></script><runloom-chart src="${open.origin}/${RUNS}" axes="params.max_depth,metrics.val_auc" height="380"></runloom-chart>`);
  const element = page.locator("runloom-chart");
  await expectLines(drawn(element, /^Parallel coordinates/));
  await element.getByRole("button", { name: /^Axis max_depth/ }).click();
  const menu = element.getByRole("menu");
  await expect(menu).toBeVisible();
  await expect(menu).toHaveCSS("border-radius", "10px");
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  served.stop();
});

test("a report within an element is as high as it is", async ({ page, watch }, info) => {
  test.slow();
  const runs = join(EXAMPLES, "streamflow", "runs.parquet");
  const folder = info.outputPath("host");
  mkdirSync(folder, { recursive: true });
  copyFileSync(reportOf([runs], ["--view", "importance.method=correlation"]), join(folder, "report.html"));
  const served = await hosted(page, watch, info, `<script type="module" src="${open.origin}/runloom.js"></script><runloom-report src="report.html" title="Streamflow"></runloom-report>`);
  const frame = page.locator("runloom-report").frameLocator("iframe");
  await expect(frame.locator("html")).toHaveAttribute("data-runloom", "ready");
  await expect.poll(async () => (await page.locator("runloom-report").boundingBox())?.height ?? 0).toBeGreaterThan(900);
  const settled = async () => (await page.locator("runloom-report").boundingBox())?.height ?? 0;
  const once = await settled();
  await page.waitForTimeout(1_000);
  expect(Math.abs((await settled()) - once)).toBeLessThan(3);
  expect(once).toBeLessThan(4_000);
  served.stop();
});

test("a snippet is made for each host, and the chart that it names opens", async ({ page }) => {
  await visit(page, SEARCH);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share this view" });
  await dialog.getByRole("radio", { name: "Embed" }).click();
  const snippet = dialog.getByRole("textbox", { name: "Snippet" });
  await expect(snippet).toHaveValue(/^<iframe src="http.*embed\.html#src=http.*examples.*panels=parallel"/);
  await expectAccessible(page);
  for (const [host, starts] of [
    ["Element", /<runloom-chart /],
    ["Jupyter", /^from IPython/],
    ["Quarto", /^```\{=html\}/],
    ["MediaWiki", /^\[\[File:/],
    ["GitHub, GitLab", /^\[!\[/],
    ["Obsidian", /^<iframe/],
    ["Notion", /^http/],
    ["Confluence", /^http/],
  ] as const) {
    await dialog.getByRole("combobox", { name: "In", exact: true }).selectOption(host);
    await expect(snippet).toHaveValue(starts);
  }
  const address = await snippet.inputValue();
  await page.goto("about:blank");
  await page.goto(address);
  await expectLines(drawn(page, /^Parallel coordinates/));
  await expect(page.getByRole("status")).toHaveText("41 of 51 runs");
});
