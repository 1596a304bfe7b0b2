/** Files that tests give to the page. */

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

export const EXAMPLES = join(ROOT, "www", "examples");
export const FIXTURES = join(ROOT, "tests", "fixtures");

/** As Playwright's file choosers take it. */
export interface GivenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export function example(...parts: string[]): GivenFile {
  const path = join(EXAMPLES, ...parts);
  return { name: basename(path), mimeType: "application/octet-stream", buffer: readFileSync(path) };
}

export function textFile(name: string, text: string): GivenFile {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
}

/** Drops files on the middle of the page, as a user does: over it first, then let go. */
export async function drop(page: Page, ...files: GivenFile[]): Promise<void> {
  const given = files.map(({ name, buffer }) => ({ name, base64: buffer.toString("base64") }));
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    const target = document.elementFromPoint(innerWidth / 2, innerHeight / 2) ?? document.body;
    for (const type of ["dragenter", "dragover", "drop"]) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true }));
    }
  }, given);
}
