import { placeOf } from "./support/pointer.ts";
import { axis, expectOther, expectPicture, sources, visit } from "./support/runs.ts";
import { expect, test } from "./support/test.ts";

test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

test("a finger draws a brush along an axis and the page stays where it is", async ({ page }) => {
  await visit(page, `${sources("novabio-search", "runs.parquet")}&axes=metrics.val_auc,metrics.val_log_loss`);
  await expectPicture(page);
  const box = await placeOf(axis(page, "val_auc").locator(".axis-strip"));
  const x = box.x + box.width / 2;
  const touch = await page.context().newCDPSession(page);
  const at = (share: number) => [{ x, y: box.y + box.height * share }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0.05) });
  for (const share of [0.15, 0.25, 0.35, 0.45]) await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(share) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  const few = await expectOther(page, 51);
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(51);
  await expect(page.getByRole("button", { name: /^Remove the brush val_auc/ })).toBeVisible();
  expect(await page.evaluate(() => document.scrollingElement?.scrollTop ?? 0)).toBe(0);
});
