/** The frames through which this page reads from other origins, one for each origin that the user named. */
export class NetFrames {
  readonly #frames = new Map<string, Promise<HTMLIFrameElement>>();

  /** A port on which a worker can ask for files of `origin`; `follow` also lets its answers lead on to other servers. */
  async port(origin: string, follow = false): Promise<MessagePort> {
    let frame = this.#frames.get(origin);
    if (!frame || follow) {
      frame = makeFrame(origin, follow);
      this.#frames.set(origin, frame);
    }
    const { port1, port2 } = new MessageChannel();
    (await frame).contentWindow?.postMessage("serve", location.origin, [port1]);
    return port2;
  }
}

function makeFrame(origin: string, follow: boolean): Promise<HTMLIFrameElement> {
  return new Promise((resolve) => {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = `Reads from ${origin}`;
    frame.addEventListener("load", () => resolve(frame), { once: true });
    frame.src = `net.html${follow ? "?follow" : ""}#${encodeURIComponent(origin)}`;
    document.body.append(frame);
  });
}
