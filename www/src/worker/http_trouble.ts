/** What the user reads when an address does not give a file. */

import { isReport } from "../engine/glue.js";
import { bytesText } from "../controls/quantity.js";
import { Trouble } from "../engine/trouble.js";
import type { NetHead } from "../net/messages.js";
import { NetFailure } from "../net/perform.js";
import type { Fetch } from "./http_file.js";

const WHAT = "The address cannot be opened";
const DOWNLOAD = "Download the file and drop it here.";

/** Throws for every status that brings no file. */
export function explainStatus(head: NetHead, where: string): void {
  const { status } = head;
  if (status >= 200 && status < 300) return;
  if (status === 404 || status === 410) {
    throw new Trouble(WHAT, where, `there is no such file (${status})`, "Check the address; capital letters count.");
  }
  if (status === 401 || status === 403) {
    throw new Trouble(WHAT, where, `the server does not allow it (${status})`, `It may need a login, which Runloom never sends. ${DOWNLOAD}`);
  }
  if (status === 429 || status >= 500) {
    throw new Trouble(WHAT, where, `the server has a problem (${status})`, "Try again in a minute.");
  }
  throw new Trouble(WHAT, where, `the server answered ${status}`, DOWNLOAD);
}

/** Throws when the answer is a page for people, as file hosts and logins give. */
export function refuseWebPage(head: NetHead, bytes: Uint8Array, where: string): void {
  if (!head.contentType?.toLowerCase().startsWith("text/html")) return;
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart();
  if (!start.startsWith("<") || isReport(bytes)) return;
  throw new Trouble(
    WHAT,
    where,
    "it is a web page, not a file of runs",
    "Copy the address of the download itself (on GitHub the one behind “Raw”), or download the file and drop it here.",
  );
}

/** The file is not as long as it was said to be. */
export function wrongLength(where: string, expected: number, found: number | null): Trouble {
  const got = found === null ? "something else" : `${found} bytes`;
  return new Trouble(
    "The file changed while it was read",
    where,
    `expected ${expected} bytes, the server gave ${got}`,
    "Open the address again.",
  );
}

/** The server gives the file only as a whole, and it is too large for that. */
export function tooLargeToKeep(where: string, bytes: number, most: number): Trouble {
  return new Trouble(
    "The file is too large",
    where,
    `it has ${bytesText(bytes)}; the server sends it only as a whole, and a browser can keep about ${bytesText(most)}`,
    `Use a server that answers range requests, or download it and drop it here.`,
  );
}

/** Finds out why there was no answer at all. */
export async function explainFailure(error: unknown, where: string, fetch: Fetch, signal: AbortSignal): Promise<Trouble> {
  if (!navigator.onLine && !isLocal(where)) {
    return new Trouble(WHAT, where, "this computer is offline", "Connect, or open a file from this computer.");
  }
  if (error instanceof NetFailure && error.blocked) {
    return new Trouble(
      WHAT,
      where,
      "it leads on to another server, and this page talks only to the servers that you named",
      `Follow it if you trust it. Or: ${DOWNLOAD.toLowerCase()}`,
      "follow",
    );
  }
  const there = await fetch({ url: where, method: "GET", range: null, opaque: true }, signal).then(
    () => true,
    () => false,
  );
  if (there) {
    return new Trouble(
      WHAT,
      where,
      "the server does not let other pages read it (it sends no CORS headers)",
      `${DOWNLOAD} Or ask the server's owner to send “Access-Control-Allow-Origin”.`,
    );
  }
  return new Trouble(WHAT, where, "the server does not answer", "Check the address and the connection.");
}

/** An answer that began ended too early. */
export function brokeOff(where: string, bytes: number): Trouble {
  if (!navigator.onLine && !isLocal(where)) return new Trouble(WHAT, where, "this computer is offline", "Connect, or open a file from this computer.");
  return new Trouble(WHAT, where, `the server's answer broke off after ${bytesText(bytes)}`, "Try again; if it breaks off again, download the file and drop it here.");
}

function isLocal(where: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(where).hostname);
}
