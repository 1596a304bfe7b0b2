import type { Page } from "@playwright/test";
import { chart, expectPicture, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

const MANY = `${sources("novabio-search", "runs.parquet")}&panels=parallel,scatter,histogram,slice,edf,box,rank,table`;

/** The charts whose canvases hold nothing. */
function blank(page: Page): Promise<string[]> {
  return page.locator("figure.chart").evaluateAll((figures) => {
    const isBlank = (canvas: HTMLCanvasElement) => {
      if (canvas.width === 0 || canvas.height === 0) return true;
      return !canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte > 0);
    };
    const empty = figures.filter((figure) => isBlank(figure.querySelector(".marks") as HTMLCanvasElement));
    return empty.map((figure) => figure.getAttribute("aria-label") ?? "");
  });
}

/** How many opaque pixels of a chart's scene have this CSS colour. */
function pixelsOf(page: Page, colour: string): Promise<number> {
  return chart(page)
    .locator("canvas.marks")
    .evaluate((canvas: HTMLCanvasElement, colour) => {
      const probe = document.createElement("span");
      probe.style.cssText = `forced-color-adjust: none; color: ${colour}`;
      document.body.append(probe);
      const [red, green, blue] = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number);
      probe.remove();
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let found = 0;
      for (let at = 0; at < pixels.length; at += 4) {
        if (pixels[at] === red && pixels[at + 1] === green && pixels[at + 2] === blue && pixels[at + 3] === 255) found += 1;
      }
      return found;
    }, colour);
}

const scene = (page: Page) => chart(page).locator("canvas.marks").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

test.describe("print", () => {
  test.use({ viewport: { width: 1200, height: 600 } });

  test("Ctrl+P draws the panels that were never in view, then prints", async ({ page }) => {
    await page.addInitScript(() => {
      window.print = () => (document.documentElement.dataset["printed"] = "yes");
    });
    await visit(page, MANY);
    await expectPicture(page);
    expect((await blank(page)).length).toBeGreaterThan(2);
    await page.keyboard.press("Control+p");
    await expect(page.locator("html")).toHaveAttribute("data-printed", "yes");
    expect(await blank(page)).toEqual([]);
  });

  test("on paper it is light, without controls, and charts are not cut", async ({ page }) => {
    await visit(page, `${MANY}&theme=dark`);
    await expectPicture(page);
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => blank(page)).toEqual([]);
    const styles = await page.evaluate(() => {
      const of = (selector: string) => getComputedStyle(document.querySelector(selector) as Element);
      return { body: of("body").backgroundColor, panel: of(".panel").backgroundColor, layer: of(".layer").filter, inside: of(".chart").breakInside };
    });
    expect(styles).toEqual({ body: "rgb(255, 255, 255)", panel: "rgb(255, 255, 255)", layer: "invert(1) hue-rotate(180deg)", inside: "avoid" });
    for (const control of ["Export", "Panels", /^Remove .*\.parquet/]) await expect(page.getByRole("button", { name: control })).toHaveCount(0);
  });
});

test("forced colours: charts are painted with the colours of the system", async ({ page }) => {
  await visit(page, sources("novabio-search", "runs.parquet"));
  await expectPicture(page);
  const before = await scene(page);
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await expect.poll(() => scene(page)).not.toBe(before);
  expect(await pixelsOf(page, "CanvasText")).toBeGreaterThan(50);
});

test("more contrast: charts are painted anew, with stronger lines", async ({ page }) => {
  await visit(page, sources("novabio-search", "runs.parquet"));
  await expectPicture(page);
  const before = await scene(page);
  await page.emulateMedia({ contrast: "more" });
  await expect.poll(() => scene(page)).not.toBe(before);
});

test("reduced motion: nothing moves by itself", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await visit(page, MANY);
  await expectPicture(page);
  await page.getByRole("button", { name: "Panels" }).click();
  const longest_s = await page.evaluate(() => {
    const seconds = (text: string) => Math.max(...text.split(",").map((part) => parseFloat(part) * (part.trim().endsWith("ms") ? 0.001 : 1)));
    return Math.max(...[...document.querySelectorAll("*")].flatMap((element) => {
      const style = getComputedStyle(element);
      return [seconds(style.transitionDuration), style.animationName === "none" ? 0 : seconds(style.animationDuration)];
    }));
  });
  expect(longest_s).toBeLessThanOrEqual(0.01);
});
