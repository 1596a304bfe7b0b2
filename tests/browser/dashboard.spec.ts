import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { type Box, dragOver, placeOf } from "./support/pointer.ts";
import { chart, expectOther, expectPicture, expectRuns, filterBox, grid, ready, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = sources("novabio-search", "runs.parquet");
const TWO = `${SEARCH}&panels=parallel,scatter,histogram,table`;

const slot = (page: Page, name: string): Locator => page.locator(`[data-panel="${name}"]`);
const title = (page: Page, name: string): Locator => slot(page, name).locator(".panel-name");
const said = (page: Page): Locator => page.getByRole("log");

const boxOf = (page: Page, name: string): Promise<Box> => placeOf(slot(page, name));

/** From the top of the page to the bottom, and from left to right. */
async function order(page: Page): Promise<string[]> {
  const boxes = await page
    .locator(".slot")
    .evaluateAll((slots: HTMLElement[]) => slots.map((slot) => ({ name: slot.dataset["panel"] ?? "", ...slot.getBoundingClientRect().toJSON() }) as { name: string; x: number; y: number }));
  return boxes.sort((a, b) => a.y - b.y || a.x - b.x).map(({ name }) => name);
}

async function expectNoOverlap(page: Page): Promise<void> {
  const boxes = await page.locator(".slot").evaluateAll((slots) => slots.map((slot) => slot.getBoundingClientRect().toJSON() as DOMRect));
  for (const [at, a] of boxes.entries()) {
    for (const b of boxes.slice(at + 1)) {
      const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
      expect(apart, JSON.stringify([a, b])).toBe(true);
    }
  }
}

async function drag(page: Page, from: Locator, dx: number, dy: number): Promise<void> {
  const box = await placeOf(from);
  const spot = (share: number) => [box.x + Math.min(box.width / 2, 20) + dx * share, box.y + box.height / 2 + dy * share] as const;
  await dragOver(page, [0, 0.5, 1].map(spot), () => expect(page.locator(".dashboard.dragging")).toHaveCount(1));
  await expect(page.locator(".dashboard.dragging")).toHaveCount(0);
}

test.describe("wide", () => {
  test.use({ viewport: { width: 1400, height: 1000 } });

  test("a sweep opens with parallel coordinates, history and table over the whole width", async ({ page }) => {
    await visit(page, sources("streamflow", "runs.parquet", "history.parquet"));
    await expectPicture(page);
    expect(await order(page)).toEqual(["parallel", "history", "table"]);
    for (const name of ["parallel", "history", "table"]) expect((await boxOf(page, name)).width).toBeGreaterThan(1300);
    await expect(page.locator(".dashboard.arranged")).toHaveCount(0);
  });

  test("plots stand beside each other, and one more goes beside the last", async ({ page }) => {
    await visit(page, `${SEARCH}&panels=parallel,scatter,table`);
    await page.getByRole("button", { name: "Panels" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Histogram" }).click();
    await expect(slot(page, "histogram")).toBeVisible();
    const [left, right] = [await boxOf(page, "scatter"), await boxOf(page, "histogram")];
    expect(right.y).toBe(left.y);
    expect(right.x).toBeGreaterThan(left.x + left.width);
    await expect(title(page, "histogram")).toBeFocused();
    await expect(said(page)).toHaveText("Added Histogram.");
  });

  test("a panel is dragged by its head, the link keeps where it is, Back undoes it", async ({ page }) => {
    await visit(page, TWO);
    await expectPicture(page);
    expect(await order(page)).toEqual(["parallel", "scatter", "histogram", "table"]);
    const target = await boxOf(page, "parallel");
    const from = await boxOf(page, "scatter");
    await drag(page, title(page, "scatter"), 20, target.y - from.y);
    await expect.poll(() => order(page)).toEqual(["scatter", "parallel", "histogram", "table"]);
    await expect(page).toHaveURL(/scatter\.at=0,0,6,\d+/);
    await expectNoOverlap(page);
    const arranged = await order(page);
    await page.reload();
    await ready(page);
    await expectPicture(page);
    expect(await order(page)).toEqual(arranged);
    await page.goBack();
    await expect.poll(() => order(page)).toEqual(["parallel", "scatter", "histogram", "table"]);
    await expect(page.locator(".dashboard.arranged")).toHaveCount(0);
  });

  test("Escape gives a dragged panel back", async ({ page }) => {
    await visit(page, TWO);
    await expectPicture(page);
    const box = await placeOf(title(page, "histogram"));
    await page.mouse.move(box.x + 10, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x - 300, box.y - 200, { steps: 6 });
    await expect(page.locator(".slot.dragged")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await page.mouse.up();
    expect(await order(page)).toEqual(["parallel", "scatter", "histogram", "table"]);
    expect(page.url()).not.toContain(".at=");
  });

  test("a corner resizes a panel, and its chart is as high as it", async ({ page }) => {
    await visit(page, TWO);
    await expectPicture(page);
    const before = await placeOf(chart(page).locator(".stage"));
    const box = await boxOf(page, "parallel");
    await page.mouse.move(box.x + box.width - 5, box.y + box.height - 5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height + 120, { steps: 8 });
    await page.mouse.up();
    await expect(page).toHaveURL(/parallel\.at=0,0,6,\d+/);
    await expect.poll(async () => (await chart(page).locator(".stage").boundingBox())?.height ?? 0).toBeGreaterThan(before.height + 40);
    const [slotBox, stage] = [await boxOf(page, "parallel"), await placeOf(chart(page).locator(".stage"))];
    expect(stage.y + stage.height).toBeLessThanOrEqual(slotBox.y + slotBox.height);
    expect(slotBox.width).toBeLessThan(box.width * 0.6);
    await expectNoOverlap(page);
  });

  test("keys move and resize a panel, say so, and are one step for Back", async ({ page }) => {
    await visit(page, TWO);
    await expectPicture(page);
    await title(page, "scatter").focus();
    await page.keyboard.down("Alt");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => order(page)).toEqual(["scatter", "parallel", "histogram", "table"]);
    await expect(said(page)).toHaveText("Row 1, columns 1 to 6 of 12");
    await expect(title(page, "scatter")).toBeFocused();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await expect(said(page)).toHaveText(/^8 of 12 columns wide, \d+ rows high$/);
    await page.keyboard.up("Alt");
    await expect(page).toHaveURL(/scatter\.at=0,0,8,\d+/);
    await expectNoOverlap(page);
    await page.goBack();
    await expect.poll(() => order(page)).toEqual(["parallel", "scatter", "histogram", "table"]);
  });

  test("a title is changed in place, kept by the link, and given up again", async ({ page }) => {
    await visit(page, TWO);
    await title(page, "scatter").dblclick();
    const field = page.getByRole("textbox", { name: /^Title of the panel/ });
    await field.fill("Depth & rate");
    await field.press("Enter");
    await expect(title(page, "scatter")).toHaveText("Depth & rate");
    await expect(title(page, "scatter")).toBeFocused();
    await expect(page.getByRole("figure", { name: /^Depth & rate: Scatter/ })).toBeVisible();
    await page.reload();
    await ready(page);
    await title(page, "scatter").press("Enter");
    await field.fill("never");
    await field.press("Escape");
    await expect(title(page, "scatter")).toHaveText("Depth & rate");
    await title(page, "scatter").press("Enter");
    await field.fill("");
    await field.press("Enter");
    await expect(title(page, "scatter")).toHaveText("Scatter");
    expect(page.url()).not.toContain("title");
  });

  test("places that make no sense are a page all the same", async ({ page }) => {
    await visit(page, `${TWO}&parallel.at=0,0,12,8&scatter.at=3,2,99,4000000000&histogram.at=-1,0,1,1&table.at=11,4294967295,5,9`);
    await expectPicture(page);
    await expectNoOverlap(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test("all can be arranged by itself again", async ({ page }) => {
    await visit(page, `${TWO}&table.at=0,0,12,9`);
    await expectPicture(page);
    expect((await order(page))[0]).toBe("table");
    await page.getByRole("button", { name: "Panels" }).click();
    await page.getByRole("menuitem", { name: "Arrange by itself" }).click();
    await expect(page.locator(".dashboard.arranged")).toHaveCount(0);
    expect(page.url()).not.toContain(".at=");
  });

  test("what arranges is fetched when someone arranges, not before", async ({ page }) => {
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
    await visit(page, TWO);
    await expectPicture(page);
    expect(fetched).not.toContain("/arrange.js");
    await title(page, "scatter").press("Alt+ArrowUp");
    await expect(page).toHaveURL(/scatter\.at=/);
    expect(fetched.filter((path) => path === "/arrange.js")).toHaveLength(1);
  });

  test("a panel out of view asks for nothing until it comes near", async ({ page }) => {
    await visit(page, `${SEARCH}&panels=parallel,table,scatter,history&parallel.at=0,0,12,9&table.at=0,9,12,60&scatter.at=0,69,12,10`);
    await expectPicture(page);
    const asked = await page.evaluate(() => {
      interface Session {
        plot(panel: string, request: unknown): Promise<unknown>;
        picture(request: unknown): Promise<unknown>;
      }
      const { session } = document.querySelector("rl-app") as unknown as { session: Session };
      const counts = { plot: 0, picture: 0 };
      for (const name of ["plot", "picture"] as const) {
        const real = session[name].bind(session) as (...parts: unknown[]) => Promise<unknown>;
        session[name] = (...parts: unknown[]) => {
          counts[name] += 1;
          return real(...parts);
        };
      }
      Object.assign(window, { asked: counts });
      return counts;
    });
    expect(asked).toEqual({ plot: 0, picture: 0 });
    await expect(slot(page, "scatter").getByText("Drawing…")).toHaveCount(1);
    await filterBox(page).fill("metrics.val_auc > 0.985");
    await filterBox(page).press("Enter");
    const few = await expectOther(page, 51);
    await expectRuns(page, few, 51);
    const counts = () => page.evaluate(() => (window as unknown as { asked: { plot: number; picture: number } }).asked);
    await expect.poll(async () => (await counts()).picture).toBeGreaterThan(0);
    expect((await counts()).plot).toBe(0);
    await slot(page, "scatter").scrollIntoViewIfNeeded();
    await expect(slot(page, "scatter").getByText("Drawing…")).toHaveCount(0);
    const seen = await counts();
    expect(seen.plot).toBeGreaterThan(0);
    await page.evaluate(() => (document.querySelector("rl-app") as unknown as { session: { apply(intent: unknown): Promise<void> } }).session.apply({ type: "filter", text: "" }));
    await expect.poll(async () => (await counts()).plot).toBeGreaterThan(seen.plot);
    expect((await counts()).picture).toBe(seen.picture);
  });

  test("a cell of the matrix is opened large beside it, and a click still brushes", async ({ page }) => {
    await visit(page, `${SEARCH}&panels=scatter-matrix,table&matrix=params.max_depth,params.learning_rate,metrics.val_auc`);
    const matrix = slot(page, "scatter-matrix");
    const cell = matrix.getByRole("button", { name: /^val_auc by max_depth[.,]/ });
    await cell.press("o");
    await expect(slot(page, "scatter")).toBeVisible();
    await expect(title(page, "scatter")).toBeFocused();
    await expect(page).toHaveURL(/panels=scatter-matrix,scatter,table.*scatter\.x=params\.max_depth&scatter\.y=metrics\.val_auc.*scatter\.trend=on/);
    await expect(slot(page, "scatter").getByRole("button", { name: "Trend" })).toHaveAttribute("aria-pressed", "true");
    await matrix.getByRole("button", { name: /^learning_rate by max_depth[.,]/ }).dblclick();
    await expect(slot(page, "scatter-2")).toBeVisible();
    await page.goBack();
    await expect(slot(page, "scatter-2")).toHaveCount(0);
    await expect(slot(page, "scatter")).toBeVisible();
    await expectAccessible(page);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`an arranged page is accessible, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await visit(page, `${TWO}&parallel.at=0,0,12,9&scatter.at=0,9,4,9&histogram.at=4,9,8,9&table.at=0,18,12,10`);
      await expectPicture(page);
      await title(page, "scatter").press("Enter");
      await expectAccessible(page);
    });
  }
});

test.describe("narrow", () => {
  test.use({ viewport: { width: 400, height: 800 } });

  test("whatever was arranged, there is one column", async ({ page }) => {
    await visit(page, `${TWO}&parallel.at=0,9,12,9&scatter.at=0,0,4,9&histogram.at=4,0,8,9&table.at=0,18,12,10`);
    await expect(slot(page, "scatter")).toBeVisible();
    expect(await order(page)).toEqual(["scatter", "histogram", "parallel", "table"]);
    for (const name of ["scatter", "histogram", "parallel", "table"]) expect((await boxOf(page, name)).width).toBeGreaterThan(370);
    await expectNoOverlap(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await title(page, "scatter").press("Alt+ArrowRight");
    await expect(said(page)).toHaveText(/^Here panels can be moved up and down/);
    await title(page, "scatter").press("Alt+ArrowDown");
    await expect.poll(() => order(page)).toEqual(["histogram", "scatter", "parallel", "table"]);
    await expect(title(page, "scatter")).toBeFocused();
    await title(page, "table").press("Alt+ArrowUp");
    await expect.poll(() => order(page)).toEqual(["histogram", "scatter", "table", "parallel"]);
    await expect(said(page)).toHaveText("Panel 3 of 4");
    await expectNoOverlap(page);
  });

  test("a panel's menu moves it, by touch and by key; the link keeps the order and Back undoes it", async ({ page }) => {
    await visit(page, TWO);
    const menu = (name: string) => slot(page, name).getByRole("button", { name: /^Move / });
    await menu("histogram").click();
    await expectAccessible(page);
    await page.getByRole("menuitem", { name: "Move up" }).click();
    await expect.poll(() => order(page)).toEqual(["parallel", "histogram", "scatter", "table"]);
    await expect(said(page)).toHaveText("Panel 2 of 4");
    await expect(page).toHaveURL(/panels=parallel,histogram,scatter,table/);
    await menu("histogram").press("Enter");
    await page.keyboard.press("Enter");
    await expect.poll(() => order(page)).toEqual(["histogram", "parallel", "scatter", "table"]);
    await menu("histogram").press("Enter");
    await expect(page.getByRole("menuitem", { name: "Move up" })).toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Escape");
    await page.reload();
    await ready(page);
    expect(await order(page)).toEqual(["histogram", "parallel", "scatter", "table"]);
    await page.goBack();
    await expect.poll(() => order(page)).toEqual(["parallel", "histogram", "scatter", "table"]);
  });
});

test.describe("touch", () => {
  test.use({ hasTouch: true, viewport: { width: 900, height: 900 } });

  test("a finger on the grip drags a panel", async ({ page }) => {
    await visit(page, TWO);
    await expectPicture(page);
    const target = await boxOf(page, "parallel");
    const grip = await placeOf(slot(page, "scatter").locator(".panel-grip"));
    const touch = await page.context().newCDPSession(page);
    const at = (share: number) => [{ x: grip.x + 12, y: grip.y + 12 + (target.y + 40 - grip.y) * share }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
    for (const share of [0.1, 0.3, 0.6, 0.9, 1]) await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(share) });
    await expect(page.locator(".dashboard.dragging.arranged")).toHaveCount(1);
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(() => order(page)).toEqual(["scatter", "parallel", "histogram", "table"]);
  });
});

test("the table keeps its place when panels change their order", async ({ page }) => {
  await visit(page, `${sources("novabio-all", "runs.parquet")}&panels=parallel,table`);
  await expectPicture(page);
  await grid(page).evaluate((scroller) => scroller.scrollTo({ top: 3000 }));
  const first = () => grid(page).locator(".grid-rows .grid-row").first().getAttribute("data-position");
  await expect.poll(first).not.toBe("0");
  const before = await first();
  await title(page, "table").press("Alt+ArrowUp");
  await expect.poll(() => order(page)).toEqual(["table", "parallel"]);
  await expect.poll(first).toBe(before);
});
