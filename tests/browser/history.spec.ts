import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { dragOver, moveUntilMarked, placeOf } from "./support/pointer.ts";
import { expectRuns, filterBox, grid, hasLitRow, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = `${sources("novabio-search", "runs.parquet", "history.parquet")}&panels=parallel,history,table`;
const STREAMFLOW = `${sources("streamflow", "runs.parquet", "history.parquet")}&panels=parallel,history,table`;

const figure = (page: Page): Locator => page.getByRole("figure", { name: /^Metric history/ });
const plot = (page: Page): Locator => figure(page).getByRole("group", { name: /^Plot/ });
const lines = (page: Page): Locator => figure(page).locator("canvas.lines");

async function open(page: Page, fragment: string): Promise<void> {
  await visit(page, fragment);
  await expect(figure(page)).toHaveAccessibleName(/^Metric history(?! of).+|^Metric history of \d+/);
}

/** How many different pixels the lines have, and how many are drawn on. */
function ink(page: Page): Promise<number> {
  return lines(page).evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let drawn = 0;
    for (let at = 3; at < pixels.length; at += 4) drawn += (pixels[at] ?? 0) > 0 ? 1 : 0;
    return drawn;
  });
}

async function drag(page: Page, from: number, to: number): Promise<void> {
  const box = await placeOf(plot(page));
  await dragOver(page, [from, (from + to) / 2, to].map((share) => [box.x + box.width * share, box.y + box.height / 2] as const));
}

test("histories open with the metric that tells the most, and follow the filter", async ({ page }) => {
  await open(page, SEARCH);
  await expect(figure(page)).toHaveAccessibleName(/^Metric history of 51 of 51 runs: val_\w+ .* by step from 0 to 399/);
  await expect.poll(() => ink(page)).toBeGreaterThan(5000);
  await filterBox(page).fill("params.max_depth = '6'");
  await expect(figure(page)).not.toHaveAccessibleName(/51 of 51/);
  await filterBox(page).fill("metrics.val_auc > 2");
  await expectRuns(page, 0, 51);
  await expect(figure(page)).toContainText("No run matches the filter");
});

test("a drag zooms, Shift moves, a double click shows everything; the link says so", async ({ page }) => {
  await open(page, SEARCH);
  await drag(page, 0.3, 0.6);
  await expect(page).toHaveURL(/history-zoom=\d/);
  await expect(figure(page)).not.toHaveAccessibleName(/from 0 to 399/);
  const zoomed = await figure(page).getAttribute("aria-label");
  await page.keyboard.down("Shift");
  await drag(page, 0.6, 0.4);
  await page.keyboard.up("Shift");
  await expect.poll(() => figure(page).getAttribute("aria-label")).not.toBe(zoomed);
  await plot(page).dblclick({ position: { x: 400, y: 100 } });
  await expect(figure(page)).toHaveAccessibleName(/from 0 to 399/);
  await expect(page).not.toHaveURL(/history-zoom/);
  await page.goBack();
  await expect(page).toHaveURL(/history-zoom/);
  await expect(figure(page)).not.toHaveAccessibleName(/from 0 to 399/);
});

test("everything works by keyboard", async ({ page }) => {
  await open(page, SEARCH);
  await plot(page).focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect(figure(page)).not.toHaveAccessibleName(/to 399/);
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/history-zoom=/);
  await page.keyboard.press("0");
  await expect(page).not.toHaveURL(/history-zoom/);
  await page.keyboard.press("ArrowDown");
  await expect(figure(page).locator("[aria-live]")).toHaveText(/: val_\w+ [\d.]+ at step \d+/);
});

test("the run under the pointer is the one in the table", async ({ page }) => {
  await open(page, SEARCH);
  await expect.poll(() => ink(page)).toBeGreaterThan(5000);
  const box = await placeOf(plot(page));
  const down = Array.from({ length: 90 }, (_, at) => [box.x + box.width / 2, box.y + box.height * (0.45 + at * 0.006)] as const);
  await moveUntilMarked(figure(page), down, () => hasLitRow(page));
  expect(await hasLitRow(page)).toBe(true);
  await page.mouse.move(2, 2);
  const rowOf = grid(page).getByRole("row").nth(2);
  await rowOf.hover();
  await expect(plot(page)).toHaveClass(/hovering/);
});

test("metrics, axes, smoothing and means are chosen and stay in the link", async ({ page }) => {
  await open(page, SEARCH);
  await figure(page).getByRole("button", { name: "Metrics" }).click();
  await page.getByRole("option", { name: /train_logloss/ }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/history=metrics\.val_logloss,metrics\.train_logloss/);
  await expect(figure(page)).toHaveAccessibleName(/val_logloss .*; train_logloss /);

  await figure(page).getByRole("button", { name: "Drawing" }).click();
  await page.getByRole("radio", { name: "Relative" }).click();
  await expect(figure(page)).toHaveAccessibleName(/by time since start/);
  await page.getByRole("radio", { name: "Log" }).click();
  await page.getByRole("radio", { name: "EMA" }).click();
  await expect(figure(page)).toHaveAccessibleName(/, log\).*Smoothed: EMA 0\.6/);
  await page.getByRole("slider", { name: "How much smoothing" }).press("ArrowRight");
  await expect(figure(page)).toHaveAccessibleName(/EMA 0\.61/);
  await page.getByRole("radio", { name: "Mean ± std" }).click();
  await expect(figure(page)).toHaveAccessibleName(/of the mean of 51 of 51 runs/);
  await expect(page).toHaveURL(/history-x=relative&history-y=log&smooth=ema:0\.61&history-mean=std/);
  await page.keyboard.press("Escape");
  await expectAccessible(page);
});

test("choices that follow each other at once all hold", async ({ page }) => {
  await open(page, SEARCH);
  await figure(page).getByRole("button", { name: "Drawing" }).click();
  await page.evaluate(() => {
    for (const name of ["Relative", "Log", "EMA", "1–99 %"]) [...document.querySelectorAll<HTMLElement>("[role=radio]")].find((radio) => radio.textContent.trim() === name)?.click();
  });
  await expect(page).toHaveURL(/history-x=relative&history-y=log&smooth=ema:0\.6&/);
  await expect(page).toHaveURL(/history-outliers=cut/);
  await expect(page.getByRole("radio", { name: "Log" })).toHaveAttribute("aria-checked", "true");
});

test("what has no place is counted and said, and no history says what to do", async ({ page }) => {
  await open(page, `${STREAMFLOW}&history=metrics.val_auc`);
  await expect(figure(page)).toContainText("is NaN; lines have a gap there");
  await open(page, `${sources("novabio-search", "runs.parquet")}&panels=history,table`);
  await expect(figure(page)).toContainText("Open a history file beside the runs");
  await expectAccessible(page);
});
