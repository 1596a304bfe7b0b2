import { chart, expectPicture, filterBox, grid, sources, status, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

for (const width of [360, 768, 1400, 2560]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: width < 500 ? 740 : 1000 } });

    test("runs fit", async ({ page }) => {
      await visit(page, sources("novabio-all", "runs.parquet", "history.parquet"));
      await expectPicture(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      for (const part of [filterBox(page), status(page), chart(page), grid(page)]) {
        const box = await part.boundingBox();
        expect(box?.x ?? -1).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(width);
        expect(box?.width ?? 0).toBeGreaterThan(40);
      }
    });

    test("the empty page fits", async ({ page }) => {
      await visit(page);
      await expect(page.getByText("Or look at real runs first")).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });
}
