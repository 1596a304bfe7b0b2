/** The page as a user finds it: by the roles and names that the page promises. */

import type { Locator, Page } from "@playwright/test";
import { expect } from "./test.ts";

export interface Counts {
  matching: number;
  total: number;
}

/** Goes to the page with this fragment and waits until it shows what that asks for. */
export async function visit(page: Page, fragment = "", search = ""): Promise<void> {
  await page.goto(`/${search}${fragment === "" ? "" : `#${fragment}`}`);
  await ready(page);
}

export async function ready(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-runloom", "ready", { timeout: 30_000 });
}

/** The fragment that names an example's files. */
export function sources(name: string, ...files: string[]): string {
  return files.map((file) => `src=examples/${name}/${file}`).join("&");
}

export function status(page: Page): Locator {
  return page.getByRole("status").filter({ hasText: /\d of \d+ runs/ });
}

/** What `N of M runs` says now. */
export async function counts(page: Page): Promise<Counts> {
  const text = (await status(page).textContent()) ?? "";
  const [matching, total] = [...text.matchAll(/\d+/g)].map(Number);
  return { matching: matching ?? NaN, total: total ?? NaN };
}

/** Waits until the page says so everywhere: in words and in the table. */
export async function expectRuns(page: Page, matching: number, total: number): Promise<void> {
  await expect(status(page)).toHaveText(`${matching} of ${total} runs`);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(matching + 1));
}

/** Waits until the number of matching runs is another than `than` and nothing is asked of the engine any more, and gives it. */
export async function expectOther(page: Page, than: number): Promise<number> {
  await expect.poll(async () => (await counts(page)).matching).not.toBe(than);
  await page.evaluate(() => (document.querySelector("rl-app") as unknown as { session: { idle(): Promise<void> } }).session.idle());
  return (await counts(page)).matching;
}

export function grid(page: Page): Locator {
  return page.getByRole("grid");
}

export function filterBox(page: Page): Locator {
  return page.getByRole("textbox", { name: "Filter runs" });
}

/** Waits until the filter's text is exactly this. */
export async function expectFilter(page: Page, text: string): Promise<void> {
  await expect.poll(() => filterBox(page).evaluate((field) => field.textContent)).toBe(text);
}

export function chart(page: Page): Locator {
  return page.getByRole("figure", { name: /^Parallel coordinates/ });
}

/** One axis of the chart with everything on it. */
export function axis(page: Page, label: string): Locator {
  return chart(page).getByRole("group", { name: `Axis ${label}`, exact: true });
}

export function alert(page: Page): Locator {
  return page.getByRole("alert");
}

/** Waits until the chart holds lines: some pixel of its first canvas is not transparent. */
export async function expectPicture(page: Page): Promise<void> {
  await expect
    .poll(() =>
      chart(page)
        .locator("canvas")
        .first()
        .evaluate((canvas: HTMLCanvasElement) => {
          const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          const seen = new Set<number>();
          for (let at = 0; at < pixels.length; at += 4) {
            seen.add((((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0)) * 256 + (pixels[at + 3] ?? 0));
          }
          return seen.size;
        }),
    )
    .toBeGreaterThan(3);
}

/** Waits until every chart that is in view shows what it is asked for, so that nothing moves any more. */
export async function allDrawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const charts = [...document.querySelectorAll<Element & { drawn?(): Promise<void> }>("rl-app *")];
    await Promise.all(charts.map((chart) => chart.drawn?.()));
  });
}

/** Whether a row of the table that is in view is marked as pointed at. */
export async function hasLitRow(page: Page): Promise<boolean> {
  return (await grid(page).locator(".lit").count()) > 0;
}

/** Rows of one column in the page's order, from its own engine. */
export function column(page: Page, name: string): Promise<(string | null)[]> {
  return page.evaluate(async (name) => {
    interface Session {
      update: { matching: number };
      rows(start: number, count: number, columns: string[]): Promise<{ rows: { cells: (string | null)[] }[] } | null>;
    }
    const { session } = document.querySelector("rl-app") as unknown as { session: Session };
    const block = await session.rows(0, session.update.matching, [name]);
    return (block?.rows ?? []).map((row) => row.cells[0] ?? null);
  }, name);
}
