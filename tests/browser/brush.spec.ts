import type { Page } from "@playwright/test";
import { dragOver, expectMark, moveUntilMarked, placeOf } from "./support/pointer.ts";
import { axis, chart, counts, expectOther, expectPicture, expectRuns, grid, hasLitRow, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

test.beforeEach(async ({ page }) => {
  await visit(page, `${sources("novabio-search", "runs.parquet")}&axes=params.max_depth,params.learning_rate,metrics.val_log_loss,metrics.val_auc`);
  await expectPicture(page);
});

/** Presses on an axis and moves along it, both as shares of its length from the top. */
async function dragOn(page: Page, label: string, from: number, to: number): Promise<void> {
  const box = await placeOf(axis(page, label).locator(".axis-strip"));
  await dragOver(page, [from, (from + to) / 2, to].map((share) => [box.x + box.width / 2, box.y + box.height * share] as const));
}

const chips = (page: Page) => page.getByRole("button", { name: /^Remove the brush/ });

test("the mouse draws a brush, moves it and takes it away", async ({ page }) => {
  await dragOn(page, "val_auc", 0.02, 0.35);
  const few = await expectOther(page, 51);
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(51);
  await expectRuns(page, few, 51);
  await expect(chips(page)).toHaveAccessibleName(/^Remove the brush val_auc/);

  await dragOn(page, "val_auc", 0.2, 0.75);
  await expectOther(page, few);

  await chips(page).click();
  await expectRuns(page, 51, 51);
  await expect(chips(page)).toHaveCount(0);
});

test("brushes on two axes leave what both leave, two on one axis what either leaves", async ({ page }) => {
  await dragOn(page, "val_auc", 0.02, 0.4);
  const one = await expectOther(page, 51);
  await dragOn(page, "val_log_loss", 0.5, 0.98);
  await expect(chips(page)).toHaveCount(2);
  expect((await counts(page)).matching).toBeLessThanOrEqual(one);
  await page.getByRole("button", { name: "Clear all brushes" }).click();
  await expectRuns(page, 51, 51);

  await dragOn(page, "val_auc", 0.02, 0.2);
  const upper = await expectOther(page, 51);
  await dragOn(page, "val_auc", 0.7, 0.98);
  await expect(chips(page)).toHaveCount(2);
  expect((await counts(page)).matching).toBeGreaterThan(upper);
});

test("the keyboard draws a brush, moves its ends and takes it away", async ({ page }) => {
  const head = axis(page, "val_auc").getByRole("button", { name: /^Axis val_auc/ });
  await head.focus();
  await head.press("b");
  const edge = axis(page, "val_auc").getByRole("slider");
  await expect(edge).toHaveCount(2);
  await expect(edge.first()).toBeFocused();
  const half = await expectOther(page, 51);
  const before = await edge.first().getAttribute("aria-valuetext");
  for (let press = 0; press < 6; press++) await page.keyboard.press("Shift+ArrowDown");
  await expect(edge.first()).not.toHaveAttribute("aria-valuetext", before ?? "");
  await expect.poll(async () => (await counts(page)).matching).toBeLessThan(half);
  await page.keyboard.press("Delete");
  await expectRuns(page, 51, 51);
});

test("axes are moved, turned and removed from the keyboard", async ({ page }) => {
  const order = async () => chart(page).getByRole("group", { name: /^Axis / }).evaluateAll((axes) => axes.map((axis) => axis.getAttribute("aria-label")));
  const head = (label: string) => axis(page, label).getByRole("button", { name: new RegExp(`^Axis ${label}`) });
  await head("max_depth").press("Alt+ArrowRight");
  await expect.poll(order).toEqual(["Axis learning_rate", "Axis max_depth", "Axis val_log_loss", "Axis val_auc"]);
  await head("max_depth").press("Enter");
  await page.getByRole("menuitemcheckbox", { name: "Upside down" }).or(page.getByRole("menuitem", { name: "Upside down" })).click();
  await expect(head("max_depth")).toHaveAccessibleName(/upside down/);
  await head("val_log_loss").press("Delete");
  await expect.poll(order).toEqual(["Axis learning_rate", "Axis max_depth", "Axis val_auc"]);
});

test("runs without a value have a lane that can be brushed", async ({ page }) => {
  await visit(page, `${sources("novabio-all", "runs.parquet")}&axes=params.max_depth,metrics.val_auc,metrics.test_auc`);
  await page.reload();
  await expectRuns(page, 847, 847);
  const lane = axis(page, "val_auc").getByRole("button", { name: /only runs without a value/ });
  await lane.click();
  const without = await expectOther(page, 847);
  expect(without).toBeGreaterThan(700);
  await expect(lane).toHaveAttribute("aria-pressed", "true");
  await lane.click();
  await expectRuns(page, 847, 847);
});

test("hovering a line marks its row and hovering a row its line", async ({ page }) => {
  const line = await placeOf(axis(page, "val_auc").locator(".axis-strip"));
  const beside = Array.from({ length: 40 }, (_, at) => [line.x - 30, line.y + line.height * (0.1 + at * 0.02)] as const);
  await moveUntilMarked(chart(page), beside, () => hasLitRow(page));
  expect(await hasLitRow(page)).toBe(true);
  await page.mouse.move(2, 2);
  await expectMark(chart(page), false);
  await expect(grid(page).locator(".lit")).toHaveCount(0);
  await grid(page).getByRole("row").nth(2).hover();
  await expectMark(chart(page));
});

test("a row that is hovered stays so when what the pointer left is found later", async ({ page }) => {
  const line = await placeOf(axis(page, "val_auc").locator(".axis-strip"));
  for (let at = 0; at < 20; at += 1) {
    await page.mouse.move(2, 2 + at);
    await grid(page).dispatchEvent("pointerleave");
    await expectMark(chart(page), false);
    await chart(page).locator(".stage").evaluate((stage, [x, y]) => {
      const row = document.querySelector('[aria-rowindex="2"] .cell');
      const to = (target: Element | null, type: string) => target?.dispatchEvent(new PointerEvent(type, { bubbles: type === "pointermove", clientX: x, clientY: y, pointerType: "mouse" }));
      to(stage, "pointermove");
      to(stage, "pointerleave");
      to(row, "pointermove");
    }, [line.x - 30, line.y + line.height * (0.1 + at * 0.04)] as const);
    await expectMark(chart(page));
    await expect(grid(page).locator(".lit")).toHaveAttribute("aria-rowindex", "2");
  }
});
