import type { NetHead, NetRequest } from "./messages.js";

/** An answer whose body is still on its way. */
export interface NetAnswer {
  head: NetHead;
  body: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** A request that got no answer. */
export class NetFailure extends Error {
  constructor(
    why: string,
    /** The page's own policy refused it, which after the first address means a redirect to another origin. */
    readonly blocked: boolean,
  ) {
    super(why);
  }
}

/** Does one request under the policy of the document or worker that this runs in. Sends neither cookies nor a referrer. */
export async function perform(request: NetRequest, signal: AbortSignal): Promise<NetAnswer> {
  let blocked = false;
  const watch = () => {
    blocked = true;
  };
  globalThis.addEventListener("securitypolicyviolation", watch);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.range ? { range: `bytes=${request.range.first}-${request.range.last}` } : {},
      mode: request.opaque ? "no-cors" : "cors",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: request.range ? "no-store" : "no-cache",
      signal,
    });
    return { head: headOf(response), body: chunksOf(response) };
  } catch (error) {
    if (signal.aborted) throw error;
    await new Promise((resolve) => setTimeout(resolve));
    throw new NetFailure(error instanceof Error ? error.message : String(error), blocked);
  } finally {
    globalThis.removeEventListener("securitypolicyviolation", watch);
  }
}

function headOf(response: Response): NetHead {
  const length = response.headers.get("content-length");
  return {
    status: response.status,
    contentType: response.headers.get("content-type"),
    contentRange: response.headers.get("content-range"),
    contentLength: length === null || response.headers.has("content-encoding") ? null : Number(length),
  };
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
