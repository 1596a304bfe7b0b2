import { defineConfig, devices } from "@playwright/test";
import { environment } from "./support/environment.ts";

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: environment("RUNLOOM_ORIGIN"),
    viewport: { width: 1400, height: 900 },
    deviceScaleFactor: 1,
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "retain-on-failure",
    launchOptions: {
      ...(process.env["RUNLOOM_CHROMIUM"] ? { executablePath: process.env["RUNLOOM_CHROMIUM"] } : {}),
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-color-profile=srgb",
        "--font-render-hinting=none",
      ],
    },
  },
  projects: [
    { name: "tests", testMatch: "*.spec.ts" },
    { name: "screenshots", testMatch: "screenshots.ts" },
  ],
});
