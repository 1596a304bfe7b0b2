import { deflateSync, gzipSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible.ts";
import { drop, textFile } from "./support/files.ts";
import { alert, column, counts, expectFilter, expectRuns, ready, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const SEARCH = `${sources("novabio-search", "runs.parquet")}&where=metrics.val_auc > 0.99&axes=params.max_depth,params.learning_rate:log,metrics.val_auc&panels=parallel,table`;

const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Share this view" });
const compact = (text: string | Buffer): string => `v1.${deflateSync(text).toString("base64url")}`;

/** The link that the dialog makes after these choices. */
async function link(page: Page, ...choices: string[]): Promise<string> {
  if (!(await dialog(page).isVisible())) await page.getByRole("button", { name: "Share", exact: true }).click();
  for (const choice of choices) await dialog(page).getByLabel(choice).check();
  await expect(dialog(page).getByRole("status")).toContainText(/characters: works/);
  return dialog(page).getByRole("textbox", { name: "Link" }).inputValue();
}

/** The first loss with all its digits. */
function whole(page: Page): Promise<string | null> {
  return page.evaluate(() => (document.querySelector("rl-app") as unknown as { session: { exact(position: number, column: string): Promise<string | null> } }).session.exact(0, "metrics.loss"));
}

/** Another reader, who has nothing but the link. */
async function reader(page: Page, address: string): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(address);
  await ready(other);
  return other;
}

/** A table of real numbers with all their digits. */
function table(rows: number, columns: number): string {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const head = ["run_id", ...Array.from({ length: columns - 1 }, (_, at) => (at < 4 ? `params.p${at}` : `metrics.m${at}`))];
  const lines = Array.from({ length: rows }, (_, row) => [`run-${row}`, ...head.slice(1).map((name) => (name.startsWith("params.p3") ? "adam" : String(random())))].join(","));
  return [head.join(","), ...lines].join("\n");
}

test("a readable, a compact and a sealed link show the same", async ({ page }) => {
  await visit(page, SEARCH);
  const { matching } = await counts(page);
  const readable = await link(page);
  expect(readable).toContain("#src=examples/novabio-search/runs.parquet&where=metrics.val_auc%20%3E%200.99&axes=");
  const short = await link(page, "Compact");
  expect(short).toMatch(/#v1\.[\w-]+$/);
  await expectAccessible(page);
  const sealed = await link(page, "Sealed");
  expect(sealed).toMatch(/#e1\.[\w-]{43}\.[\w-]+$/);
  const bent = `${short.slice(0, -30)}%0A${short.slice(-30)}`;
  for (const address of [readable, short, bent, sealed]) {
    const other = await reader(page, address);
    await expectRuns(other, matching, 51);
    await expectFilter(other, "metrics.val_auc > 0.99");
    await expect(other.getByRole("group", { name: /^Axis / })).toHaveCount(3);
    await other.close();
  }
});

test("runs of a file of this computer ride in the link, exactly or rounded", async ({ page, context }) => {
  await visit(page);
  const csv = "run_id,params.lr,params.note,metrics.loss\na,0.1,\"x, \"\"y\"\"\",0.12345678901234566\nb,,é,NaN\nc,1e-3,,-Infinity\nd,5,plain,2\n";
  await drop(page, textFile("mine.csv", csv));
  await expectRuns(page, 4, 4);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(dialog(page)).toContainText("Whoever opens it needs mine.csv, too: it is a file on this computer.");
  const exact = await link(page, "View and runs");
  await expect(dialog(page).getByRole("status")).toContainText("4 runs with 4 columns, ");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog(page).getByRole("button", { name: "Copy link" }).click();
  await expect(dialog(page).getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(exact);
  const all = async (from: Page) => Promise.all(["run_id", "params.lr", "params.note", "metrics.loss"].map((name) => column(from, name)));
  const other = await reader(page, exact);
  await expectRuns(other, 4, 4);
  expect(await all(other)).toEqual(await all(page));
  expect(await whole(other)).toBe("0.12345678901234566");
  await other.reload();
  await ready(other);
  await expectRuns(other, 4, 4);
  await other.close();
  const rounded = await reader(page, await link(page, "Round numbers to 5 digits", "Sealed"));
  await expectRuns(rounded, 4, 4);
  expect(await whole(rounded)).toBe("0.12346");
});

test("fifty runs with ten columns fit into a link of 8,000 characters", async ({ page }) => {
  await visit(page);
  await drop(page, textFile("fifty.csv", table(50, 10)));
  await expectRuns(page, 50, 50);
  const address = await link(page, "View and runs", "Round numbers to 5 digits");
  expect(address.length).toBeLessThan(8_000);
  const other = await reader(page, address);
  await expectRuns(other, 50, 50);
});

for (const [what, fragment, why] of [
  ["cut off", compact("where=metrics.loss < 0.5&axes=params.lr,metrics.loss").slice(0, -9), "was changed on its way or is not whole"],
  ["in lower case", compact("where=metrics.loss < 0.5&axes=params.lr,metrics.loss").toLowerCase(), "lost its capital letters"],
  ["of a newer version", "v9.AAAA", "newer than this page"],
  ["that would become huge", compact(Buffer.alloc(9 << 20, "a")), "would become larger than any view"],
  ["sealed by a newer version", "e2.AAAA.AAAA", "newer than this page"],
  ["sealed, without its key", "e1.AAAA", "its key is missing"],
  ["sealed with another key", `e1.${"A".repeat(43)}.${"B".repeat(80)}`, "its key is not the one"],
  ["with runs that are not whole", `src=data:application/gzip;base64,${gzipSync('{"metrics.a":[1]}').toString("base64").slice(0, -12)}`, "changed on their way or are not whole"],
  ["with runs that would become huge", `src=data:application/gzip;base64,${gzipSync(Buffer.alloc(65 << 20, " ")).toString("base64")}`, "larger than any link holds"],
] as const) {
  test(`a link ${what} says so and leaves a page that works`, async ({ page }) => {
    await page.goto(`/#${fragment}`);
    await expect(alert(page)).toContainText(why);
    await expect(page.locator("html")).toHaveAttribute("data-runloom", "error");
    await drop(page, textFile("runs.csv", "run_id,metrics.loss\na,1\nb,2\n"));
    await expectRuns(page, 2, 2);
  });
}
