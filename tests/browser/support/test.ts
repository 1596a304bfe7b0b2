/**
 * The `test` of every spec: watches each page for what must never happen.
 *
 * Guarantees: a test fails when the page throws, opens a dialog, breaks its Content-Security-Policy, runs markup from data,
 * or asks any origin but its own, `blob:`, `data:` and those that the test allows.
 */

import { test as base, expect } from "@playwright/test";
import { environment } from "./environment.ts";

export { expect };

/** What a page did that it should not have done, and what a test expects it to do. */
export class Watch {
  readonly faults: string[] = [];
  readonly #refused = new Set<string>();
  readonly #files = new Set<string>();
  readonly #allowed = new Set<string>([environment("RUNLOOM_ORIGIN")]);

  /** Lets the page talk to `origin`, because the test names it as a source. */
  allow(origin: string): void {
    this.#allowed.add(origin);
  }

  /** Lets the page be this file, which may ask for nothing else. */
  allowAddress(address: string): void {
    this.#files.add(address);
  }

  /** The page's policy will keep it from `origin`, because the test leads it there without naming it. */
  expectRefusal(origin: string): void {
    this.#refused.add(origin);
  }

  request(address: string): void {
    const { protocol, origin } = new URL(address);
    if (this.#files.has(address.replace(/#.*$/, ""))) return;
    if (protocol !== "blob:" && protocol !== "data:" && !this.#allowed.has(origin)) this.faults.push(`request to ${address}`);
  }

  said(text: string): void {
    const [, refused] = /^Connecting to '(https?:\/\/[^/']+)/.exec(text) ?? [];
    if (refused && this.#refused.has(refused)) return;
    if (/content security policy|canary/i.test(text)) this.faults.push(`console: ${text}`);
  }
}

export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ context, page }, use) => {
      const watch = new Watch();
      context.on("request", (request) => watch.request(request.url()));
      context.on("console", (message) => watch.said(message.text()));
      page.on("pageerror", (error) => watch.faults.push(`error: ${error.message}`));
      page.on("dialog", (dialog) => {
        watch.faults.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await use(watch);
      expect(watch.faults).toEqual([]);
    },
    { auto: true },
  ],
});
