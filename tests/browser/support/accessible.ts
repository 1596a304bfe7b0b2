/** What axe finds grave on the page as it is now: nothing. */

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./test.ts";

const ATTEMPTS = 3;

export async function expectAccessible(page: Page): Promise<void> {
  const grave = (await found(page)).filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

/** Axe itself stumbles over elements that go while it looks at them; then it looks again. */
async function found(page: Page, attempt = 1): ReturnType<typeof look> {
  try {
    return await look(page);
  } catch (error) {
    if (attempt >= ATTEMPTS) throw error;
    return found(page, attempt + 1);
  }
}

async function look(page: Page) {
  return (await new AxeBuilder({ page }).analyze()).violations;
}
