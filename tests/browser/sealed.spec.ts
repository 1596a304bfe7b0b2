/** Sealed files: what a link names that holds only the key. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Locator, Page, TestInfo } from "@playwright/test";
import { asTrouble } from "../../www/src/engine/trouble.ts";
import { openedFile, sealedFile, type SealedFile } from "../../www/src/session/sealed_file.ts";
import { fragmentOfFile, unsealed } from "../../www/src/session/sealing.ts";
import { expectAccessible } from "./support/accessible.ts";
import { drop, EXAMPLES, ROOT, textFile } from "./support/files.ts";
import { openFile, reportOf } from "./support/reports.ts";
import { alert, column, expectFilter, expectRuns, ready, sources, visit } from "./support/runs.ts";
import { serve } from "./support/server.ts";
import { expect, test, type Watch } from "./support/test.ts";

const CSV = 'run_id,params.lr,params.note,metrics.loss\na,0.1,"x, ""y""",0.12345678901234566\nb,,é,NaN\nc,1e-3,,-Infinity\nd,5,plain,2\n';
const VIEW = "src=examples/streamflow/runs.parquet&where=metrics.val_auc > 0.66";
const HINT = "Copy the link again, as a whole. A file that was saved again has another link.";

const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Share this view" });
const said = (page: Page): Locator => dialog(page).getByRole("status");
const linkOf = (page: Page): Promise<string> => dialog(page).getByRole("textbox", { name: "Link" }).inputValue();

/** A folder on an origin of its own, which lets other pages read it. */
async function host(info: TestInfo, watch: Watch, files: Record<string, string | Uint8Array>, ...faults: string[]): Promise<{ origin: string; folder: string; stop(): void }> {
  const folder = info.outputPath("host");
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const served = await serve(folder, ...faults);
  watch.allow(served.origin);
  return { ...served, folder };
}

async function openSealedDialog(page: Page, ...choices: string[]): Promise<void> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  for (const choice of [...choices, "Sealed", "In a file"]) await dialog(page).getByLabel(choice).check();
  await expect(said(page)).toContainText(/characters: works everywhere/);
}

async function saved(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name: "Save file" }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Goes to a link on a page that shows something already. */
async function follow(page: Page, fragment: string): Promise<void> {
  await page.evaluate((fragment) => (location.hash = fragment), fragment);
}

test.beforeAll(() => {
  (globalThis as { RUNLOOM_REPORT?: boolean }).RUNLOOM_REPORT = false;
});

test("view and runs go through a file on another origin", async ({ page, watch }, info) => {
  const other = await host(info, watch, {}, "--cors");
  await visit(page);
  await drop(page, textFile("mine.csv", CSV));
  await expectRuns(page, 4, 4);
  const all = async (from: Page) => Promise.all(["run_id", "params.lr", "params.note", "metrics.loss"].map((name) => column(from, name)));
  await openSealedDialog(page, "View and runs");
  await dialog(page).getByLabel("Address of the file").fill(`${other.origin}/for you/my runs.sealed`);
  const { name, bytes } = await saved(page);
  expect(name).toBe("my runs.sealed");
  expect(bytes.toString("latin1")).not.toContain("plain");
  mkdirSync(join(other.folder, "for you"));
  writeFileSync(join(other.folder, "for you", name), bytes);
  const link = await linkOf(page);
  expect(link).toMatch(/#e1\.[\w-]{43}\.%3Dhttp[^#]*my%2520runs\.sealed$/);
  expect(link.length).toBeLessThan(200);
  const reader = await page.context().newPage();
  await reader.goto(link);
  await ready(reader);
  await expectRuns(reader, 4, 4);
  expect(await all(reader)).toEqual(await all(page));
  await expect(alert(reader)).toHaveCount(0);
  await reader.goto(link.replace("/#", "/embed.html#"));
  await expect(reader.getByRole("status")).toHaveText("4 of 4 runs");
  await expect(reader.getByRole("figure")).toBeVisible();
  other.stop();
});

test("a file beside the page opens by a relative address, and reloads", async ({ page, context }) => {
  await visit(page, VIEW);
  await openSealedDialog(page);
  await expect(dialog(page).getByLabel("Address of the file")).toHaveValue("runs.sealed");
  const { name, bytes } = await saved(page);
  expect(name).toBe("runs.sealed");
  await context.route("**/runs.sealed", (route) => route.fulfill({ body: bytes }));
  const link = await linkOf(page);
  expect(link).toMatch(/\.%3Druns\.sealed$/);
  const reader = await context.newPage();
  await reader.goto(link);
  await ready(reader);
  await expectFilter(reader, "metrics.val_auc > 0.66");
  expect(reader.url()).toBe(link);
  await reader.reload();
  await ready(reader);
  await expectFilter(reader, "metrics.val_auc > 0.66");
});

test("the dialog ties a file to its link, and says when it has to be saved again", async ({ page }) => {
  await visit(page, VIEW);
  await openSealedDialog(page);
  await expect(said(page)).toContainText("The file has still to be saved.");
  await expectAccessible(page);
  const first = await saved(page);
  await expect(said(page)).toContainText("The file is in your downloads.");
  const link = await linkOf(page);
  await dialog(page).getByLabel("Address of the file").fill("https://example.org/elsewhere.sealed?a=1&b=%2F");
  await expect(said(page)).toContainText("The file is in your downloads.");
  expect((await linkOf(page)).slice(0, link.indexOf("%3D"))).toBe(link.slice(0, link.indexOf("%3D")));
  await dialog(page).getByLabel("View and runs").check();
  await expect(said(page)).toContainText("Save the file again");
  expect(await linkOf(page)).not.toContain(link.slice(link.indexOf("e1."), link.indexOf("%3D")));
  const second = await saved(page);
  expect(second.name).toBe("elsewhere.sealed");
  expect(second.bytes.equals(first.bytes)).toBe(false);
  const key = /e1\.([\w-]+)/.exec(await linkOf(page))?.[1] ?? "";
  expect(await openedFile(key, { where: "", bytes: new Uint8Array(second.bytes) })).toMatch(/^v1\./);
  await dialog(page).getByLabel("Address of the file").fill(" ");
  await expect(said(page)).toHaveText("There is no link: the file has no address.");
  await expect(dialog(page).getByRole("button", { name: "Copy link" })).toHaveAttribute("aria-disabled", "true");
  await dialog(page).getByLabel("Address of the file").fill("https://example.org/folder/");
  await expect(said(page)).toHaveText("There is no link: the address of the file is that of a folder.");
  await dialog(page).getByLabel("In a file").uncheck();
  await expect(said(page)).toHaveText(/^\d+ runs with \d+ columns, [\d,]+ characters: works/);
});

test("what is sealed is not more than can be opened", async () => {
  await expect(sealedFile("a".repeat(1024 ** 2 + 1))).rejects.toThrow("more runs than a sealed file can hold");
  const { key, bytes } = await sealedFile(Array.from({ length: 1024 ** 2 }, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))).join(""));
  expect(await openedFile(key, { where: "", bytes: bytes as Uint8Array<ArrayBuffer> })).toMatch(/^v1\./);
});

const OTHER_KEY = "A".repeat(43);

for (const [what, change, why, hint] of [
  ["that is missing", null, "there is no such file (404)", "Check the address; capital letters count."],
  ["that is a web page", () => "<!doctype html><title>Not found</title>", "it is a web page, not a sealed file", "Name the file itself."],
  ["that is a pointer of Git LFS", () => "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", "it is a pointer of Git LFS", "outside Git LFS."],
  ["that is empty", () => "", "it is empty", "Upload it again, as it was saved."],
  ["that is another", () => "run_id,metrics.loss\na,1\n", "it is not a sealed file", "Check the address, or upload the file again"],
  ["that is cut off", ({ bytes }) => bytes.slice(0, 60), "it has 60 bytes, and was saved with ", "Upload it again, as a whole."],
  ["that is cut off in its first bytes", ({ bytes }) => bytes.slice(0, 10), "it ends in the midst of its first bytes", "Upload it again, as a whole."],
  ["of a newer version", ({ bytes }) => bytes.with(7, 2), "it was sealed by a version that is newer than this page", "Open it with a newer Runloom."],
  ["that was changed", ({ bytes }) => bytes.with(40, (bytes[40] ?? 0) ^ 1), "the key in its link is not the one that it was sealed with, or it was changed", HINT],
] as [string, ((file: SealedFile) => string | Uint8Array) | null, string, string][]) {
  test(`a link to a file ${what} says so and leaves what is open`, async ({ page, watch }, info) => {
    const file = await sealedFile("where=metrics.loss < 1");
    const other = await host(info, watch, change ? { "runs.sealed": change(file) } : {}, "--cors");
    await visit(page, VIEW);
    await follow(page, fragmentOfFile(file.key, `${other.origin}/runs.sealed`));
    await expect(alert(page)).toContainText(`: ${why}`);
    await expect(alert(page)).toContainText(hint);
    await expect(alert(page)).toContainText(`${other.origin}/runs.sealed`);
    await expect(page.locator("html")).toHaveAttribute("data-runloom", "ready");
    await expectFilter(page, "metrics.val_auc > 0.66");
    other.stop();
  });
}

for (const [what, link, why, hint] of [
  ["with another key", (_key: string, address: string) => fragmentOfFile(OTHER_KEY, address), "the key in its link is not the one", HINT],
  ["with half its key", (key: string, address: string) => fragmentOfFile(key.slice(0, 20), address), "the key in its link is not the one", HINT],
  ["without its key", (_key: string, address: string) => fragmentOfFile("", address), "its key is missing", "Copy it again, as a whole."],
  ["of a newer version", (key: string, address: string) => fragmentOfFile(key, address).replace("e1", "e2"), "newer than this page", "Open it with a newer Runloom."],
] as const) {
  test(`a link ${what} to a sealed file says so and leaves a page that works`, async ({ page, watch }, info) => {
    const file = await sealedFile("where=metrics.loss < 1");
    const other = await host(info, watch, { "runs.sealed": file.bytes }, "--cors");
    await page.goto(`/#${link(file.key, `${other.origin}/runs.sealed`)}`);
    await expect(alert(page)).toContainText(why);
    await expect(alert(page)).toContainText(hint);
    await expect(page.locator("html")).toHaveAttribute("data-runloom", "error");
    await drop(page, textFile("runs.csv", "run_id,metrics.loss\na,1\nb,2\n"));
    await expectRuns(page, 2, 2);
    other.stop();
  });
}

test("a sealed file that its host does not let the page read opens when it is dropped", async ({ page, watch }, info) => {
  const file = await sealedFile(VIEW);
  const other = await host(info, watch, { "runs.sealed": file.bytes });
  await page.goto(`/#${fragmentOfFile(file.key, `${other.origin}/runs.sealed`)}`);
  await expect(alert(page)).toContainText("the server does not let other pages read it (it sends no CORS headers)");
  await expect(alert(page)).toContainText("Download the file and drop it here.");
  const given = { name: "runs.sealed", mimeType: "application/octet-stream", buffer: Buffer.from(file.bytes) };
  await drop(page, given);
  await expectFilter(page, "metrics.val_auc > 0.66");
  await expect(page.locator("html")).toHaveAttribute("data-runloom", "ready");
  await visit(page, sources("streamflow", "runs.parquet"));
  await page.reload();
  await ready(page);
  await drop(page, given);
  await expect(alert(page)).toContainText("its key is in the link that came with it");
  await expectRuns(page, 9, 9);
  other.stop();
});

/** A server of its own, for what hosts of files do not do. */
async function server(watch: Watch, answer: Parameters<typeof createServer>[1] & object): Promise<{ origin: string; server: Server }> {
  const made = createServer(answer as never);
  await new Promise<void>((listening) => made.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
  watch.allow(origin);
  return { origin, server: made };
}

test("of a file without an end no more is read than shows what it is", async ({ page, watch }) => {
  let sent = 0;
  let closed = false;
  const endless = await server(watch, (_, response) => {
    response.writeHead(200, { "access-control-allow-origin": "*", "content-length": String(2 ** 40) });
    const header = Buffer.from("RUNSEAL\x01\xff\xff\xff\xff", "latin1");
    const more = () => {
      while (!closed && response.write(Buffer.alloc(1 << 16, 7))) sent += 1 << 16;
    };
    response.write(header);
    response.on("drain", more);
    response.on("close", () => (closed = true));
    more();
  });
  await visit(page, VIEW);
  await follow(page, fragmentOfFile(OTHER_KEY, `${endless.origin}/runs.sealed`));
  await expect(alert(page)).toContainText("it is larger than any sealed file");
  await expect.poll(() => closed).toBe(true);
  expect(sent).toBeLessThan(64 << 20);
  endless.server.close();
});

test("a file that does not come can be given up, and what is open stays", async ({ page, watch }) => {
  const silent = await server(watch, () => undefined);
  await visit(page, VIEW);
  await follow(page, fragmentOfFile(OTHER_KEY, `${silent.origin}/late.sealed`));
  await expect(page.getByText("Opening late.sealed")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Opening late.sealed")).toHaveCount(0);
  await expect(alert(page)).toHaveCount(0);
  expect(await page.evaluate(() => (document.querySelector("rl-app") as unknown as { session: { restarts: number } }).session.restarts)).toBe(1);
  await expectFilter(page, "metrics.val_auc > 0.66");
  silent.server.closeAllConnections();
  silent.server.close();
});

test("a sealed file whose server leads on to another is followed only when the user says so", async ({ page, watch }, info) => {
  const file = await sealedFile(VIEW);
  const target = await host(info, watch, { "runs.sealed": file.bytes }, "--cors");
  watch.expectRefusal(target.origin);
  const leading = await server(watch, (request, response) => {
    response.writeHead(302, { location: `${target.origin}${request.url}`, "access-control-allow-origin": "*" }).end();
  });
  await page.goto(`/#${fragmentOfFile(file.key, `${leading.origin}/runs.sealed`)}`);
  await expect(alert(page)).toContainText("leads on to another server");
  await page.getByRole("button", { name: "Follow it" }).click();
  await expectFilter(page, "metrics.val_auc > 0.66");
  await expect(alert(page)).toHaveCount(0);
  leading.server.close();
  target.stop();
});

test("without WebCrypto, as on plain http, nothing is sealed or opened, and that is said", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(crypto, "subtle", { value: undefined }));
  await page.goto(`/#${fragmentOfFile(OTHER_KEY, "runs.sealed")}`);
  await expect(alert(page)).toContainText("plain http");
  await expect(alert(page)).toContainText("Open the page over https.");
  await visit(page, VIEW);
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  for (const choice of ["Sealed", "In a file"]) await dialog(page).getByLabel(choice).check();
  await expect(said(page)).toContainText("There is no link: browsers seal and open nothing on a page that came over plain http.");
  await expect(dialog(page).getByRole("button", { name: "Save file" })).toHaveAttribute("aria-disabled", "true");
});

test("a report reaches no sealed file, and says so", async ({ page, watch }) => {
  const path = reportOf([join(EXAMPLES, "streamflow", "runs.parquet")]);
  await openFile(page, watch, path, fragmentOfFile(OTHER_KEY, "https://example.org/runs.sealed"));
  await expect(alert(page)).toContainText("it names a sealed file, and a report reaches no files");
});

test("an element whose page lets nothing be reached says so", async ({ page, watch }, info) => {
  const file = await sealedFile(VIEW);
  const site = await serve(join(ROOT, "www", "dist"), "--cors");
  watch.allow(site.origin);
  const other = await host(info, watch, { "runs.sealed": file.bytes }, "--cors");
  watch.expectRefusal(other.origin);
  const policy = `default-src 'none'; script-src ${site.origin} 'wasm-unsafe-eval'; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; connect-src ${site.origin} blob:`;
  const element = (fragment: string) => `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Wiki</title><script type="module" src="${site.origin}/runloom.js"></script><runloom-chart view="${fragment}"></runloom-chart>`;
  const around = await host(info, watch, { "index.html": element(fragmentOfFile(file.key, `${other.origin}/runs.sealed`)), "here.html": element(fragmentOfFile(file.key, `${site.origin}/nowhere.sealed`)) });
  await page.goto(`${around.origin}/index.html`);
  await expect(alert(page)).toContainText("this page talks only to the servers");
  await page.goto(`${around.origin}/here.html`);
  await expect(alert(page)).toContainText("there is no such file (404)");
  for (const { stop } of [site, other, around]) stop();
});

test("a link to a sealed file survives what programs on its way do to it", async () => {
  const key = "Zm9vYmFy_-AAAA";
  const addresses = ["runs.sealed", "../a/b c.sealed", "https://example.org/é/%2F?X-Amz-Signature=a%2Bb%252F&c=d#e", "=runs=.sealed", "http://[::1]:8080/a~b;c,d(e)'f!"];
  const wrapped = (text: string, by: string) => text.replace(/(.{19})/g, `$1${by}`);
  const ways: ((text: string) => string)[] = [
    (text) => text,
    encodeURI,
    encodeURIComponent,
    (text) => encodeURIComponent(encodeURIComponent(text)),
    decodeURIComponent,
    (text) => wrapped(text, "\r\n  "),
    (text) => encodeURI(wrapped(text, "\n")),
    (text) => text.replaceAll(".", "%2E"),
  ];
  for (const address of addresses) {
    for (const way of ways) {
      const found = await unsealed(way(fragmentOfFile(key, address)), async (foundKey, written) => `${foundKey} ${written}`);
      expect(found).toBe(`${key} ${address.replaceAll(" ", "%20")}`);
    }
  }
});

test("no change to a sealed file opens it, and each is told in words", async () => {
  const { key, bytes } = await sealedFile("where=metrics.loss < 1");
  const why = (changed: Uint8Array) =>
    openedFile(key, { where: "runs.sealed", bytes: changed as Uint8Array<ArrayBuffer> }).then(
      () => "opened",
      (error: unknown) => asTrouble(error, "", "").what,
    );
  expect(await why(bytes)).toBe("opened");
  for (let at = 0; at < bytes.length; at += 1) {
    expect(await why(bytes.slice(0, at))).toBe("The sealed file cannot be opened");
    expect(await why(bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8))))).toBe("The sealed file cannot be opened");
  }
  expect(await why(Buffer.concat([bytes, Buffer.from("\n")]))).toBe("The sealed file cannot be opened");
});
