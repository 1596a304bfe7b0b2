/** Reports that the command line writes, opened as their readers do. */

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page, TestInfo } from "@playwright/test";
import { written } from "./cli.ts";
import type { Watch } from "./test.ts";

const folder = mkdtempSync(join(tmpdir(), "runloom-reports-"));
const made = new Map<string, string>();

/** A report of some sources, as a path; written once, as it takes seconds. */
export function reportOf(sources: string[], options: string[] = []): string {
  const key = JSON.stringify([sources, options]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const path = join(folder, `report-${made.size}.html`);
  written(path, ["report", ...sources, ...options]);
  made.set(key, path);
  return path;
}

/** Opens a file by double click, so to speak; it may ask for nothing but itself. */
export async function openFile(page: Page, watch: Watch, path: string, fragment = ""): Promise<void> {
  const address = pathToFileURL(path).href;
  watch.allowAddress(address);
  await page.goto(`${address}${fragment === "" ? "" : `#${fragment}`}`);
}

/** A copy of a report with something in it changed. */
export function changed(info: TestInfo, path: string, change: (html: string) => string): string {
  const copy = info.outputPath("changed.html");
  const html = readFileSync(path, "utf8");
  const other = change(html);
  if (other === html) throw new Error("nothing was changed");
  writeFileSync(copy, other);
  return copy;
}
