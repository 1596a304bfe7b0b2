/** The pointer as a hand moves it: to places that hold still, and resting until the page has answered. */

import type { Locator, Page } from "@playwright/test";
import { allDrawn } from "./runs.ts";
import { expect } from "./test.ts";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where something is, once every chart is drawn and it stays where it is for two frames. */
export async function placeOf(target: Locator): Promise<Box> {
  await target.scrollIntoViewIfNeeded();
  await allDrawn(target.page());
  return target.evaluate(async (element) => {
    const box = () => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    };
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    let last = box();
    for (let still = 0; still < 2; ) {
      await frame();
      const now = box();
      still = JSON.stringify(now) === JSON.stringify(last) ? still + 1 : 0;
      last = now;
    }
    return last;
  });
}

/** Moves to one spot after the other until the chart marks something there that `wanted` accepts; waits at each for the answer. */
export async function moveUntilMarked(figure: Locator, spots: Iterable<readonly [x: number, y: number]>, wanted: () => Promise<boolean> = () => Promise.resolve(true)): Promise<void> {
  for (const [x, y] of spots) {
    await figure.page().mouse.move(x, y);
    if ((await isMarked(figure)) && (await wanted())) break;
  }
  await expectMark(figure);
}

/** Whether the chart marks what is pointed at, once that is known. */
function isMarked(figure: Locator): Promise<boolean> {
  return figure.evaluate(async (element) => {
    await (element.parentElement as unknown as { marked(): Promise<void> }).marked();
    return element.querySelector(".stage")?.classList.contains("hovering") ?? false;
  });
}

/** Waits until a chart marks something: there is ink on its last canvas. */
export async function expectMark(figure: Locator, wanted = true): Promise<void> {
  const ink = () =>
    figure.locator("canvas.hover").evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.width > 0 ? canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data : undefined;
      return pixels?.some((value) => value > 0) ?? false;
    });
  await expect.poll(ink).toBe(wanted);
}

/** Presses at the first spot, moves over the others in small steps, and lets go at the last. */
export async function dragOver(page: Page, [first, ...rest]: readonly (readonly [x: number, y: number])[], held?: () => Promise<void>): Promise<void> {
  if (!first) return;
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const spot of rest) {
    await page.mouse.move(...spot, { steps: 4 });
    await held?.();
    held = undefined;
  }
  await page.mouse.up();
}
