import type { Page } from "@playwright/test";
import { drop, textFile } from "./support/files.ts";
import { dragOver, placeOf } from "./support/pointer.ts";
import { axis, chart, counts, expectFilter, expectOther, expectPicture, expectRuns, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = sources("novabio-search", "runs.parquet");
const FOUR = `${SEARCH}&axes=params.max_depth,params.learning_rate,metrics.val_log_loss,metrics.val_auc`;

const head = (page: Page, label: string) => axis(page, label).getByRole("button", { name: new RegExp(`^Axis ${label}`) });
const chips = (page: Page) => page.getByRole("button", { name: /^Remove the brush/ });
const said = (page: Page) => page.getByRole("log", { name: "What happened" });
const order = (page: Page) => chart(page).getByRole("group", { name: /^Axis / }).evaluateAll((axes) => axes.map((axis) => axis.getAttribute("aria-label")));
const pixels = (page: Page) => chart(page).locator("canvas").first().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

test("a brush is typed, and what is wrong with it is said", async ({ page }) => {
  await visit(page, FOUR);
  await expectPicture(page);
  await head(page, "max_depth").focus();
  await page.keyboard.press("=");
  const dialog = page.getByRole("dialog", { name: "Brush max_depth" });
  const field = dialog.getByRole("textbox", { name: "Brush max_depth" });
  await expect(field).toBeFocused();
  await field.fill("six");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText(/`six` is no number/);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toBeFocused();
  await field.fill("6..7");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(chips(page)).toHaveAccessibleName("Remove the brush max_depth 6 – 7");
  await expect(head(page, "max_depth")).toBeFocused();
  const two = await expectOther(page, 51);

  await axis(page, "max_depth").getByRole("slider").first().press("Enter");
  await expect(field).toHaveValue("6..7");
  await field.fill("> 6");
  await page.keyboard.press("Enter");
  await expect(chips(page)).toHaveAccessibleName("Remove the brush max_depth ≥ 7");
  expect(await expectOther(page, two)).toBeLessThan(two);

  await head(page, "val_auc").click();
  await page.getByRole("menuitem", { name: /Type a brush/ }).click();
  await page.getByRole("textbox", { name: "Brush val_auc" }).fill("missing");
  await page.keyboard.press("Enter");
  await expect(chips(page)).toHaveCount(2);
});

test("brushed runs are kept or excluded, by button and by key, and Back undoes it", async ({ page }) => {
  await visit(page, `${FOUR}&brush=params.max_depth:6..7`);
  await expectPicture(page);
  const brushed = (await counts(page)).matching;
  await page.getByRole("button", { name: "Exclude these" }).click();
  await expectRuns(page, 51 - brushed, 51);
  await expect(chips(page)).toHaveCount(0);
  await expectFilter(page, "(NOT params.max_depth BETWEEN 6 AND 7 OR params.max_depth IS NULL)");
  await page.goBack();
  await expectRuns(page, brushed, 51);
  await expect(chips(page)).toHaveCount(1);

  await head(page, "val_auc").focus();
  await page.keyboard.press("x");
  await expectRuns(page, 51 - brushed, 51);
  await expect(said(page)).toHaveText(`Excluded ${brushed} runs; ${51 - brushed} runs left. Alt + Left arrow undoes it.`);
  await expect(head(page, "val_auc")).toBeFocused();
  await page.goBack();
  await expectRuns(page, brushed, 51);

  await axis(page, "max_depth").getByRole("slider").first().focus();
  await page.keyboard.press("k");
  await expectFilter(page, "params.max_depth BETWEEN 6 AND 7");
  await expectRuns(page, brushed, 51);
  await expect(chips(page)).toHaveCount(0);
  await expect(head(page, "max_depth")).toBeFocused();
  await page.keyboard.press("k");
  await expect(said(page)).toHaveText("Nothing is brushed.");
});

test("axes are removed and come back by key and from the list", async ({ page }) => {
  await visit(page, `${FOUR}&brush=metrics.val_auc:0.99..`);
  await expectPicture(page);
  await head(page, "learning_rate").press("Delete");
  await expect.poll(() => order(page)).toEqual(["Axis max_depth", "Axis val_log_loss", "Axis val_auc"]);
  await expect(said(page)).toHaveText("Removed the axis learning_rate. R on an axis, or the list of axes, brings it back.");
  await expect(head(page, "val_log_loss")).toBeFocused();
  await page.keyboard.press("r");
  await expect.poll(() => order(page)).toEqual(["Axis max_depth", "Axis learning_rate", "Axis val_log_loss", "Axis val_auc"]);
  await expect(head(page, "learning_rate")).toBeFocused();

  await head(page, "max_depth").press("Delete");
  await expect.poll(() => order(page)).toHaveLength(3);
  await chart(page).getByRole("button", { name: "Axes" }).click();
  const list = page.getByRole("dialog", { name: "Axes" });
  await list.getByRole("button", { name: "Bring the axis max_depth back" }).click();
  await expect.poll(() => order(page)).toHaveLength(4);
  await expect(list.getByText("Removed:")).toHaveCount(0);
  await list.getByRole("combobox").press("ArrowUp");
  await list.getByRole("combobox").press("Enter");
  await expect.poll(() => order(page)).not.toHaveLength(4);
  await expect(chips(page)).toHaveCount(1);
  expect(page.url()).not.toContain("axes=");
  await page.goBack();
  await expect.poll(() => order(page)).toHaveLength(4);
});

test("removing the last axis leaves a sentence and the way back", async ({ page }) => {
  await visit(page, `${SEARCH}&axes=metrics.val_auc`);
  await expectPicture(page);
  await head(page, "val_auc").press("Delete");
  await expect(chart(page).getByText("There are no axes.")).toBeVisible();
  await expect(chart(page).getByRole("button", { name: "Axes" })).toBeFocused();
});

test("colours are automatic, a column's on a scale, or none", async ({ page }) => {
  await visit(page, FOUR);
  await expectPicture(page);
  const automatic = await pixels(page);
  await chart(page).getByRole("button", { name: "Colour" }).press("Enter");
  const list = page.getByRole("dialog", { name: "Colour by" });
  await expect(list.getByRole("option", { name: "Automatic" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(list).toHaveCount(0);
  await expect(chart(page)).not.toHaveAccessibleName(/Coloured/);
  expect(page.url()).toContain("color=none");
  await expect.poll(() => pixels(page)).not.toBe(automatic);

  await chart(page).getByRole("button", { name: "Colour" }).click();
  await page.keyboard.type("val_auc");
  await page.keyboard.press("Enter");
  await expect(chart(page)).toHaveAccessibleName(/Coloured by val_auc from/);
  await chart(page).getByRole("button", { name: "Drawing" }).click();
  const dialog = page.getByRole("dialog", { name: "How the lines are drawn" });
  await dialog.getByRole("radio", { name: "Centred" }).click();
  await expect(chart(page)).toHaveAccessibleName(/, around 0\.99/);
  const field = dialog.getByRole("textbox", { name: "The middle of the colours" });
  await field.fill("much");
  await field.press("Tab");
  await expect(dialog.getByRole("alert")).toHaveText(/Write a number/);
  await field.fill("0.985");
  await field.press("Tab");
  await expect(chart(page)).toHaveAccessibleName(/, around 0\.985/);
  expect(page.url()).toContain("color=metrics.val_auc:centred:0.985");
  await page.reload();
  await expect(chart(page)).toHaveAccessibleName(/, around 0\.985/);
});

test("lines are curves and colours have bands where asked", async ({ page }) => {
  await visit(page, `${sources("novabio-all", "runs.parquet")}&axes=params.model,metrics.test_auc&color=params.model`);
  await expectPicture(page);
  const straight = await pixels(page);
  await chart(page).getByRole("button", { name: "Drawing" }).press("Enter");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => pixels(page)).not.toBe(straight);
  const curved = await pixels(page);
  expect(page.url()).toContain("curves=on");
  await page.getByRole("radio", { name: "Middle half" }).click();
  await expect.poll(() => pixels(page)).not.toBe(curved);
  await expect(chart(page)).toHaveAccessibleName(/band that holds the middle half/);
  await page.keyboard.press("Escape");
  await expect(chart(page).getByText(/Each colour has a line at its medians/)).toBeVisible();
});

test("an axis by rank keeps its brush", async ({ page }) => {
  await visit(page, `${FOUR}&brush=metrics.val_auc:0.986..0.99`);
  await expectPicture(page);
  const { matching } = await counts(page);
  const before = await placeOf(axis(page, "val_auc").locator(".brush"));
  await head(page, "val_auc").press("Enter");
  await page.getByRole("menuitemradio", { name: /By rank/ }).click();
  await expect(head(page, "val_auc")).toHaveAccessibleName(/quantile/);
  await expect(chips(page)).toHaveAccessibleName("Remove the brush val_auc 0.986 – 0.99");
  expect((await counts(page)).matching).toBe(matching);
  await expect.poll(async () => (await axis(page, "val_auc").locator(".brush").boundingBox())?.height).not.toBe(before.height);
  expect(page.url()).toContain("metrics.val_auc:quantile");
});

test("infinite values are brushed by dragging on to their lane", async ({ page }) => {
  await visit(page);
  const rows = ["1,1,0.5", "2,2,Infinity", "3,3,0.7", "4,4,-Infinity", "5,5,0.9"];
  await drop(page, textFile("runs.csv", `run_id,params.a,metrics.loss\n${rows.join("\n")}\n`));
  await expectRuns(page, 5, 5);
  await expectPicture(page);
  const strip = await placeOf(axis(page, "loss").locator(".axis-strip"));
  const x = strip.x + strip.width / 2;
  await dragOver(page, [[x, strip.y + strip.height * 0.3], [x, strip.y - 14]]);
  await expect(chips(page)).toHaveAccessibleName(/loss ≥ 0\./);
  await expectRuns(page, 2, 5);
});

test("thirty axes scroll and their names do not overlap at any width", async ({ page }) => {
  const names = Array.from({ length: 30 }, (_, at) => `params.${at % 5 === 0 ? "שם_ארוך_מאוד_" : "optimizer.param_groups.0.some_long_name_"}${at}`);
  const rows = [1, 2, 3].map((id) => [id, ...names.map((_, at) => (id * (at + 1)) % 7)].join(","));
  await visit(page, `axes=${names.map(encodeURIComponent).join(",")}`);
  await drop(page, textFile("runs.csv", `run_id,${names.join(",")}\n${rows.join("\n")}\n`));
  await expectRuns(page, 3, 3);
  await chart(page).getByRole("button", { name: "Axes" }).click();
  const list = page.getByRole("dialog", { name: "Axes" });
  for (let at = 0; at < 30; at++) {
    const line = list.getByRole("option", { name: new RegExp(`${names[at]?.slice(7)}(?!\\d)`) });
    if ((await line.getAttribute("aria-selected")) === "false") await line.click();
  }
  await page.keyboard.press("Escape");
  await expect.poll(() => order(page)).toHaveLength(30);
  for (const width of [320, 700, 1400, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const scroll = chart(page).locator(".chart-scroll");
    await expect.poll(() => scroll.evaluate((scroll) => scroll.scrollWidth > scroll.clientWidth)).toBe(width < 2000);
    if (width < 2000) await expect(scroll).toHaveAttribute("tabindex", "0");
    const heads = await chart(page).locator(".axis-head").evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect()).map(({ left, right }) => [left, right] as const));
    for (const [at, [left]] of heads.entries()) expect(left).toBeGreaterThanOrEqual(heads[at - 1]?.[1] ?? -Infinity);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});

test("the picture follows a window that is resized while it is drawn and brushed", async ({ page }) => {
  await visit(page, FOUR);
  await expectPicture(page);
  for (const width of [900, 500, 1300, 330, 1100]) {
    await page.setViewportSize({ width, height: 800 });
    await head(page, "val_auc").press(width % 200 === 100 ? "b" : "Enter");
    await page.keyboard.press("Escape");
  }
  await expect
    .poll(() => chart(page).evaluate((figure) => {
      const canvas = figure.querySelector("canvas");
      const room = figure.querySelector(".chart-scroll")?.clientWidth ?? 0;
      return Math.abs((canvas?.width ?? 0) / devicePixelRatio - room);
    }))
    .toBeLessThan(2);
  await expectPicture(page);
});
