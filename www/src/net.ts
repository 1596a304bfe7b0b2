/**
 * The script of `net.html`: reads from the one origin named in its address, for the page that made it.
 *
 * The page itself may only talk to its own origin. For each other origin that the user named, it makes one such frame,
 * whose own Content-Security-Policy lists that origin alone. Where an address leads on to another server and the user
 * agreed to follow it, the frame is made again with `?follow`, and may then be sent on to any server.
 */

import type { FromFrame, ToFrame } from "./net/messages.js";
import { NetFailure, perform } from "./net/perform.js";

const origin = new URL(decodeURIComponent(location.hash.slice(1))).origin;

const policy = document.createElement("meta");
policy.httpEquiv = "Content-Security-Policy";
policy.content = `connect-src ${origin}${location.search === "?follow" ? " http: https:" : ""}`;
document.head.append(policy);

addEventListener("message", (event: MessageEvent<unknown>) => {
  const port = event.ports[0];
  if (event.origin === location.origin && event.data === "serve" && port) serve(port);
});

function serve(port: MessagePort): void {
  const running = new Map<number, AbortController>();
  port.onmessage = (event: MessageEvent<ToFrame>) => {
    const message = event.data;
    if (message.type === "cancel") {
      running.get(message.id)?.abort();
      return;
    }
    const abort = new AbortController();
    running.set(message.id, abort);
    void answer(message, abort.signal, port).finally(() => running.delete(message.id));
  };
}

async function answer(message: Extract<ToFrame, { type: "fetch" }>, signal: AbortSignal, port: MessagePort): Promise<void> {
  const { id, request } = message;
  const send = (reply: FromFrame, transfer: Transferable[] = []) => port.postMessage(reply, transfer);
  try {
    if (new URL(request.url).origin !== origin) throw new NetFailure("another origin", true);
    const { head, body } = await perform(request, signal);
    send({ type: "head", id, head });
    for await (const bytes of body) send({ type: "chunk", id, bytes }, [bytes.buffer]);
    send({ type: "end", id });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    send({ type: "failed", id, why, blocked: error instanceof NetFailure && error.blocked });
  }
}
