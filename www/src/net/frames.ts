/** The frames through which this page reads from other origins, one for each origin that the user named. */
export class NetFrames {
  readonly #frames = new Map<string, Promise<HTMLIFrameElement>>();

  /** A port on which a worker can ask for files of `origin`. */
  async port(origin: string): Promise<MessagePort> {
    let frame = this.#frames.get(origin);
    if (!frame) {
      frame = makeFrame(origin);
      this.#frames.set(origin, frame);
    }
    const { port1, port2 } = new MessageChannel();
    (await frame).contentWindow?.postMessage("serve", location.origin, [port1]);
    return port2;
  }
}

function makeFrame(origin: string): Promise<HTMLIFrameElement> {
  return new Promise((resolve) => {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = `Reads from ${origin}`;
    frame.addEventListener("load", () => resolve(frame), { once: true });
    frame.src = `net.html#${encodeURIComponent(origin)}`;
    document.body.append(frame);
  });
}
