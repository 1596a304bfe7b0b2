import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { EXAMPLES } from "./support/files.ts";
import { alert, expectRuns } from "./support/runs.ts";
import { serve, type Served } from "./support/server.ts";
import { expect, test } from "./support/test.ts";

let target: Served;
let redirecting: Server;
let origin: string;

test.beforeEach(async ({ watch }) => {
  target = await serve(EXAMPLES, "--cors");
  redirecting = createServer((request, response) => {
    response.writeHead(302, { location: `${target.origin}${request.url}`, "access-control-allow-origin": "*" }).end();
  });
  await new Promise<void>((listening) => redirecting.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`;
  watch.allow(origin);
  watch.allow(target.origin);
  watch.expectRefusal(target.origin);
});

test.afterEach(() => {
  redirecting.close();
  target.stop();
});

test("a server that leads on to another is followed only when the user says so", async ({ page }) => {
  await page.goto(`/#src=${origin}/novabio-search/runs.parquet`);
  await expect(alert(page)).toContainText("leads on to another server");
  await page.getByRole("button", { name: "Follow it" }).click();
  await expectRuns(page, 51, 51);
  await expect(alert(page)).toHaveCount(0);
});
