/** The pictures of the README, from the real page. Run by `cargo xtask screenshot`. */

import { fileURLToPath } from "node:url";
import { expectOther, expectPicture, sources, visit } from "./support/runs.ts";
import { test } from "./support/test.ts";

const FOLDER = fileURLToPath(new URL("../../www/docs/", import.meta.url));
const AXES = ["learning_rate:log", "max_depth", "subsample", "colsample_bytree"].map((key) => `params.${key}`);
const RESULTS = ["best_iteration", "val_log_loss", "val_auc"].map((key) => `metrics.${key}`);

for (const theme of ["light", "dark"] as const) {
  test(theme, async ({ page }) => {
    await page.setViewportSize({ width: 1400, height: 860 });
    const axes = [...AXES, ...RESULTS].join(",");
    const view = `where=metrics.val_auc > 0.9&order=metrics.val_auc DESC&axes=${axes}&brush=params.max_depth:6..7&color=metrics.val_auc&theme=${theme}`;
    await visit(page, `${sources("novabio-search", "runs.parquet", "history.parquet")}&${view}`);
    await expectPicture(page);
    await expectOther(page, 51);
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${FOLDER}screenshot-${theme}.png`, animations: "disabled" });
  });
}
