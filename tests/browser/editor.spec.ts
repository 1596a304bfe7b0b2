import type { Locator, Page } from "@playwright/test";
import { drop, textFile } from "./support/files.ts";
import { alert, axis, expectFilter, expectOther, expectPicture, expectRuns, filterBox, ready, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = sources("novabio-search", "runs.parquet");

const suggestions = (page: Page): Locator => page.getByRole("listbox", { name: "Suggestions" });
const option = (page: Page, name: string | RegExp): Locator => suggestions(page).getByRole("option", { name }).first();
const chosen = (page: Page): Locator => suggestions(page).locator("[aria-selected=true]");
const clauses = (page: Page): Locator => page.getByRole("list", { name: "Runs that each clause keeps" }).getByRole("listitem");

/** Types as a person does, after what stands there. */
async function type(page: Page, text: string): Promise<void> {
  await filterBox(page).pressSequentially(text, { delay: 15 });
}

test.describe("suggestions", () => {
  test.beforeEach(async ({ page }) => {
    await visit(page, SEARCH);
    await expectRuns(page, 51, 51);
  });

  test("a filter is written from suggestions alone", async ({ page }) => {
    await type(page, "val_auc");
    await expect(chosen(page)).toContainText("val_auc");
    await expect(chosen(page)).toContainText("metric · 50 runs · 0.9835 – 0.9918");
    await page.keyboard.press("Tab");
    await expect(filterBox(page)).toBeFocused();
    await expectFilter(page, "metrics.val_auc ");
    await expect(option(page, /^>(?!=)/)).toBeVisible();
    await option(page, /^>(?!=)/).click();
    await expectFilter(page, "metrics.val_auc > ");
    await expect(chosen(page)).toContainText(/\d/);
    await page.keyboard.press("Enter");
    await expect(filterBox(page)).toHaveText(/^metrics\.val_auc > [\d.]+$/);
    await expect(filterBox(page)).toHaveAttribute("aria-invalid", "false");
    await expectOther(page, 51);
  });

  test("the keys choose, and say what is chosen", async ({ page }) => {
    await type(page, "val_");
    await expect(chosen(page)).toHaveCount(1);
    const first = await chosen(page).textContent();
    await page.keyboard.press("ArrowDown");
    await expect(chosen(page)).not.toHaveText(first ?? "");
    await expect(filterBox(page)).toHaveAttribute("aria-activedescendant", (await chosen(page).getAttribute("id")) ?? "none");
    await page.keyboard.press("ArrowUp");
    await expect(chosen(page)).toHaveText(first ?? "");
    await page.keyboard.press("ArrowUp");
    await expect(suggestions(page).getByRole("option").last()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Escape");
    await expect(suggestions(page)).toHaveCount(0);
    await expectFilter(page, "val_");
    await page.keyboard.press("Escape");
    await expectFilter(page, "");
  });

  test("they are asked for by a key in an empty field", async ({ page }) => {
    await filterBox(page).focus();
    await expect(suggestions(page)).toHaveCount(0);
    await page.keyboard.press("Control+Space");
    await expect(chosen(page)).toHaveCount(1);
    await expect(suggestions(page).getByRole("option")).not.toHaveCount(1);
    await page.getByRole("grid").focus();
    await expect(suggestions(page)).toHaveCount(0);
  });

  test("values come with how many runs have them", async ({ page }) => {
    await type(page, "params.max_depth = '");
    await expect(option(page, "'7'")).toContainText("12 runs");
    await option(page, "'7'").click();
    await expectFilter(page, "params.max_depth = '7'");
    await expect(filterBox(page)).toHaveAttribute("aria-invalid", "false");
  });

  test("Enter and Tab keep their meaning where what is typed stands for itself", async ({ page }) => {
    await type(page, "metrics.val_auc > 0.985");
    await expectOther(page, 51);
    await page.keyboard.press("Enter");
    await expectFilter(page, "metrics.val_auc > 0.985");
    await page.keyboard.press("Tab");
    await expect(filterBox(page)).not.toBeFocused();
    await expectFilter(page, "metrics.val_auc > 0.985");
  });

  test("a text that is pasted opens nothing", async ({ page }) => {
    await filterBox(page).fill("metrics.val_");
    await expect(alert(page)).toBeVisible();
    await expect(suggestions(page)).toHaveCount(0);
  });

  test("inside a call its arguments are said", async ({ page }) => {
    await type(page, "max(");
    await expect(page.locator(".signature")).toContainText("max(metric)");
    await expect(page.locator(".signature b")).toHaveText("metric");
    await expect(option(page, /val_auc/)).toBeVisible();
    await type(page, "metrics.val_auc) > 0.9");
    await expect(page.locator(".signature")).toHaveCount(0);
  });

  test("a word is explained by the pointer and by a key", async ({ page }) => {
    await filterBox(page).fill("metrics.val_auc > 0.9");
    await filterBox(page).locator(".code-key").hover();
    await expect(page.locator(".explanation")).toContainText("val_auc");
    await page.mouse.move(700, 800);
    await expect(page.locator(".explanation")).toHaveCount(0);
    await filterBox(page).press("Home");
    for (let step = 0; step < 10; step++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("F1");
    await expect(page.locator(".explanation")).toContainText("0.9918");
    await page.keyboard.press("Escape");
    await expect(page.locator(".explanation")).toHaveCount(0);
    await expectFilter(page, "metrics.val_auc > 0.9");
  });
});

test("a key that needs quotes gets them", async ({ page }) => {
  await visit(page);
  await drop(page, textFile("more.csv", "run_id,metrics.val loss,params.a\nr1,0.5,x\nr2,0.7,y\n"));
  await expectRuns(page, 2, 2);
  await type(page, "metrics.val");
  await expect(chosen(page)).toContainText("val loss");
  await page.keyboard.press("Tab");
  await expect(filterBox(page)).toHaveText(/^metrics\.`val loss`/);
  await type(page, "> 0.6");
  await expectRuns(page, 1, 2);
});

test("typing goes on while an answer is slow, and the newest question is the next", async ({ page }) => {
  await visit(page, SEARCH);
  await page.evaluate(() => {
    interface Session {
      complete(text: string, cursor: number, explicit: boolean): Promise<unknown>;
    }
    const { session } = document.querySelector("rl-app") as unknown as { session: Session };
    const asked: string[] = [];
    Object.assign(window, { asked });
    const complete = session.complete.bind(session);
    session.complete = async (text, cursor, explicit) => {
      asked.push(text);
      await new Promise((resolve) => setTimeout(resolve, 700));
      return complete(text, cursor, explicit);
    };
  });
  await filterBox(page).pressSequentially("metrics.val_a", { delay: 40 });
  await expectFilter(page, "metrics.val_a");
  await expect(chosen(page)).toContainText("val_auc");
  const asked = await page.evaluate(() => (window as unknown as { asked: string[] }).asked);
  expect(asked.length).toBeLessThanOrEqual(3);
  expect(asked.at(-1)).toBe("metrics.val_a");
});

test.describe("problems", () => {
  test.beforeEach(async ({ page }) => {
    await visit(page, SEARCH);
  });

  test("are underlined in their place, said under the pointer, and mended by a click", async ({ page }) => {
    await filterBox(page).fill("metrics.val_auc ≥ 0.99");
    await expect(filterBox(page).locator(".wrong")).toHaveText("≥");
    const said = (await alert(page).locator("p span").first().textContent()) ?? "";
    await filterBox(page).locator(".wrong").hover();
    await expect(page.locator(".explanation")).toContainText(said);
    await alert(page).getByRole("button", { name: /Change to/ }).click();
    await expectFilter(page, "metrics.val_auc >= 0.99");
    await expect(filterBox(page)).toBeFocused();
    await expect(filterBox(page).locator(".wrong")).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expectFilter(page, "metrics.val_auc ≥ 0.99");
  });

  test("at the end of the text have a place too", async ({ page }) => {
    await filterBox(page).fill("metrics.val_auc >");
    await expect(filterBox(page).locator(".wrong").last()).toBeVisible();
    await expectFilter(page, "metrics.val_auc >");
  });

  test("replacing coloured text leaves no look behind", async ({ page }) => {
    for (const text of ["metrics.val_auc > 0.9", "'text'", "AND", "params.max_depth = '7'", ""]) {
      await filterBox(page).fill(text);
      await expectFilter(page, text);
    }
    await type(page, "params.max_depth = '7'");
    for (let time = 0; time < 3; time++) await page.keyboard.press("Control+Backspace");
    await page.keyboard.press("Backspace");
    await type(page, "x");
    await expect(filterBox(page).locator("[style*=color]")).toHaveCount(0);
  });
});

test("a filter stays one line", async ({ page }) => {
  await visit(page, SEARCH);
  await filterBox(page).focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "metrics.val_auc > 0.98\nAND\r\nparams.max_depth = '7'");
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(filterBox(page)).toHaveText(/^metrics\.val_auc > 0\.98 AND +params\.max_depth = '7'$/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Enter");
  await expect(filterBox(page).locator(".cm-line")).toHaveCount(1);
});

test.describe("clauses and brushes", () => {
  test.beforeEach(async ({ page }) => {
    await visit(page, SEARCH);
    await expectPicture(page);
  });

  test("each clause says how many runs it keeps by itself", async ({ page }) => {
    await filterBox(page).fill("metrics.val_auc > 0.985");
    const first = await expectOther(page, 51);
    await filterBox(page).fill("params.max_depth = '7'");
    const second = await expectOther(page, first);
    await filterBox(page).fill("metrics.val_auc > 0.985 AND params.max_depth = '7'");
    await expect(clauses(page)).toHaveCount(2);
    await expect(clauses(page).nth(0)).toHaveText(new RegExp(`metrics.val_auc > 0.985\\s*${first}`));
    await expect(clauses(page).nth(1)).toHaveText(new RegExp(`params.max_depth = '7'\\s*${second}`));
    await filterBox(page).press("End");
    await page.keyboard.insertText(" AND (");
    await expect(alert(page)).toBeVisible();
    await expect(clauses(page)).toHaveCount(2);
    await filterBox(page).fill("");
    await expect(clauses(page)).toHaveCount(0);
  });

  test("a clause becomes a brush, and a clause again", async ({ page }) => {
    await filterBox(page).fill("metrics.val_auc > 0.985 AND params.max_depth = '7'");
    const kept = await expectOther(page, 51);
    await page.getByRole("button", { name: "Turn metrics.val_auc > 0.985 into a brush" }).click();
    await expectFilter(page, "params.max_depth = '7'");
    const back = page.getByRole("button", { name: /^Turn the brush val_auc .* into a clause of the filter$/ });
    await expect(back).toBeVisible();
    await expectRuns(page, kept, 51);
    await back.focus();
    await page.keyboard.press("Enter");
    await expect(filterBox(page)).toHaveText(/params\.max_depth = '7' AND .*metrics\.val_auc/);
    await expect(back).toHaveCount(0);
    await expectRuns(page, kept, 51);
  });

  test("all brushes go into the filter at once", async ({ page }) => {
    for (const name of ["val_auc", "max_depth"]) {
      await axis(page, name).getByRole("button", { name: new RegExp(`^Axis ${name}`) }).press("b");
      await expect(page.getByRole("button", { name: new RegExp(`^Remove the brush ${name}`) })).toBeVisible();
    }
    const kept = await expectOther(page, 51);
    await page.getByRole("button", { name: "Keep only these" }).click();
    await expect(page.getByRole("button", { name: /^Remove the brush/ })).toHaveCount(0);
    await expect(filterBox(page)).toHaveText(/val_auc.* AND .*max_depth|max_depth.* AND .*val_auc/);
    await expectRuns(page, kept, 51);
  });
});

test.describe("recent and saved filters", () => {
  const open = (page: Page) => page.getByRole("button", { name: "Recent and saved filters" });
  const dialog = (page: Page) => page.getByRole("dialog", { name: "Recent and saved filters" });
  const recent = (page: Page) => dialog(page).getByRole("list", { name: "Recent filters" }).getByRole("listitem");
  const saved = (page: Page) => dialog(page).getByRole("list", { name: "Saved filters" }).getByRole("listitem");

  test("finished filters that are right are listed, newest first, also after a reload", async ({ page }) => {
    await visit(page, SEARCH);
    for (const text of ["metrics.val_auc > 0.985", "metrics.val_auc >", "params.max_depth = '7'", "metrics.val_auc > 0.985"]) {
      await filterBox(page).fill(text);
      await filterBox(page).press("Enter");
      await expect(filterBox(page)).toHaveAttribute("aria-invalid", text.endsWith(">") ? "true" : "false");
      await expect.poll(() => page.evaluate(() => (document.querySelector("rl-app") as unknown as { session: { update: { view: { filter: string } } } }).session.update.view.filter)).toBe(text);
    }
    await page.reload();
    await ready(page);
    await filterBox(page).press("Alt+ArrowDown");
    await expect(recent(page)).toHaveText(["metrics.val_auc > 0.985", "params.max_depth = '7'"]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toHaveCount(0);
    await expectFilter(page, "params.max_depth = '7'");
    await expect(filterBox(page)).toBeFocused();
    await open(page).click();
    await dialog(page).getByRole("button", { name: "Forget these" }).click();
    await expect(recent(page)).toHaveCount(0);
  });

  test("a filter is saved under a name, renamed, taken and removed", async ({ page }) => {
    await visit(page, SEARCH);
    await filterBox(page).fill("metrics.val_auc > 0.985");
    const kept = await expectOther(page, 51);
    await open(page).click();
    await dialog(page).getByRole("textbox", { name: "Name for this filter" }).fill("Good <b>ones</b>");
    await page.keyboard.press("Enter");
    await expect(saved(page)).toContainText("Good <b>ones</b>");
    await page.keyboard.press("Escape");
    await filterBox(page).fill("");
    await expectRuns(page, 51, 51);
    await page.reload();
    await ready(page);
    await open(page).click();
    await saved(page).getByRole("button", { name: /^Rename/ }).click();
    await dialog(page).getByRole("textbox", { name: /^New name/ }).fill("Good ones");
    await page.keyboard.press("Enter");
    await saved(page).getByRole("button", { name: /^Good ones/ }).click();
    await expectRuns(page, kept, 51);
    await open(page).click();
    await saved(page).getByRole("button", { name: "Remove Good ones" }).click();
    await expect(saved(page)).toHaveCount(0);
  });

  test("where storage is blocked they last until the page is left", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    });
    await visit(page, SEARCH);
    await filterBox(page).fill("metrics.val_auc > 0.985");
    await expectOther(page, 51);
    await filterBox(page).press("Enter");
    await open(page).click();
    await expect(recent(page)).toHaveText(["metrics.val_auc > 0.985"]);
  });
});
