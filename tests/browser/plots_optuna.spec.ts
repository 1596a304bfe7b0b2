import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { dragOver, expectMark, moveUntilMarked, placeOf } from "./support/pointer.ts";
import { counts, expectOther, expectRuns, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = sources("novabio-search", "runs.parquet");

const plot = (page: Page, name: string): Locator => page.getByRole("figure", { name: new RegExp(`^${name}`) });

/** Moves over a pane until a run is under the pointer. */
async function hoverSomeRun(figure: Locator, cell: Locator): Promise<void> {
  const { x, y, width, height } = await placeOf(cell);
  const share = (step: number) => step * 0.05 + 0.01;
  const spots = Array.from({ length: 400 }, (_, step) => [x + 6 + share(step % 20) * (width - 12), y + 6 + share(Math.floor(step / 20)) * (height - 12)] as const);
  await moveUntilMarked(figure, spots);
}

async function drag(page: Page, cell: Locator, from: [number, number], to: [number, number]): Promise<void> {
  const { x, y, width, height } = await placeOf(cell);
  await dragOver(page, [from, to].map((share) => [x + width * share[0], y + height * share[1]] as const));
}

const KINDS = [
  ["optimization-history", "Optimization history", /^Optimization history of 51 of 51 runs: val_auc, in the order of start_time; more is better\. Best 0\.99/, "val_auc by start_time"],
  ["slice", "Slice", /^Slice of 51 of 51 runs: val_auc by .*coloured from the first to the last run\. The strongest rank correlation/, "val_auc by learning_rate"],
  ["contour", "Contour", /^Contour of 51 of 51 runs: max_depth by learning_rate, over a surface of val_auc; more is better\. Best 0\.99/, "max_depth by learning_rate"],
  ["rank", "Rank", /^Rank of 51 of 51 runs: max_depth by learning_rate, coloured by the rank of val_auc/, "max_depth by learning_rate"],
  ["pareto", "Pareto front", /^Pareto front of 51 of 51 runs: more val_auc and less val_log_loss are better\. \d+ runs? (is|are) on the front of 50/, "val_auc by val_log_loss"],
] as const;

const ROLES: Record<string, string> = {
  "optimization-history": "&optimization-history.target=metrics.val_auc",
  slice: "&slice.target=metrics.val_auc&slice.params=params.learning_rate,params.max_depth",
  contour: "&contour.x=params.learning_rate&contour.y=params.max_depth&contour.target=metrics.val_auc",
  rank: "&rank.x=params.learning_rate&rank.y=params.max_depth&rank.target=metrics.val_auc",
  pareto: "&pareto.x=metrics.val_log_loss&pareto.y=metrics.val_auc",
};

for (const [word, title, name, cell] of KINDS) {
  test(`${title}: its words, a tip, a brush by mouse and by key, nothing for axe`, async ({ page }) => {
    await visit(page, `${SEARCH}&panels=${word},table${ROLES[word]}`);
    const figure = plot(page, title);
    await expect(figure).toHaveAccessibleName(name);
    const pane = figure.getByRole("button", { name: new RegExp(`^${cell}[.,]`) });
    await hoverSomeRun(figure, pane);
    await drag(page, pane, [0.01, 0.02], [0.55, 0.98]);
    await expect.poll(async () => [0, 51].includes((await counts(page)).matching)).toBe(false);
    await expect(pane).toHaveAccessibleName(/brushed/);
    await pane.focus();
    await pane.press("Delete");
    await expectRuns(page, 51, 51);
    await expect(pane).not.toHaveAccessibleName(/brushed/);
    await pane.press("Enter");
    expect(await expectOther(page, 51)).toBeLessThan(51);
    await expectAccessible(page);
  });
}

test("which way is better can be turned, and the link keeps it", async ({ page }) => {
  await visit(page, `${SEARCH}&panels=pareto,table${ROLES.pareto}`);
  const figure = plot(page, "Pareto front");
  await figure.getByRole("button", { name: "Across: less is better" }).click();
  await expect(figure).toHaveAccessibleName(/more val_auc and more val_log_loss are better/);
  await expect(page).toHaveURL(/pareto\.goal-x=max/);
  await page.reload();
  await expect(plot(page, "Pareto front")).toHaveAccessibleName(/more val_log_loss/);
});

test("a timeline has a bar a run, which the pointer and a key find", async ({ page }) => {
  await visit(page, `${SEARCH}&panels=timeline,table`);
  const figure = plot(page, "Timeline");
  await expect(figure).toHaveAccessibleName(/^Timeline of 51 of 51 runs: from .* to .*, at most \d+ at once\. .*finished/);
  const bars = figure.getByRole("button", { name: /: began / });
  await expect(bars).toHaveCount(51);
  await bars.first().focus();
  await expectMark(figure);
  await bars.first().press("Enter");
  const few = await expectOther(page, 51);
  expect(few).toBeLessThan(51);
  await page.getByRole("button", { name: /^Remove the brush start_time/ }).click();
  await expectRuns(page, 51, 51);
  const pane = figure.getByRole("button", { name: /^start_time[.,]/ });
  await drag(page, pane, [0.5, 0.97], [0.9, 0.99]);
  expect((await counts(page)).total).toBe(51);
  await expectOther(page, 51);
  await expectAccessible(page);
});

test("the British spelling opens the same chart", async ({ page }) => {
  await visit(page, `${SEARCH}&panels=optimisation-history,table`);
  await expect(plot(page, "Optimization history")).toBeVisible();
});
