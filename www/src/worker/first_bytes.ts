import { asked, collected, type Fetch } from "./http_file.js";
import { explainStatus } from "./http_trouble.js";

/** The first bytes of a file behind an address: all of it, where it has no more than `most`. */
export async function firstBytes(address: string, fetch: Fetch, most: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const rest = new AbortController();
  const stop = () => rest.abort(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    const { head, body } = await asked(fetch, { url: address, method: "GET", range: null, opaque: false }, rest.signal);
    explainStatus(head, address);
    return await collected(body, address, most, rest.signal);
  } finally {
    stop();
  }
}
