/** How long what else a change brings waits for the pictures of it. */
const MOST_MS = 60;

/** The engine was asked for a change of which more follow: what it is asked now is answered as it will be then. */
export class AheadEvent extends Event {
  readonly #pictures: Promise<unknown>[] = [];

  constructor() {
    super("ahead");
  }

  /** The rest of the page lets this picture go first. */
  draws(picture: Promise<unknown>): void {
    this.#pictures.push(picture);
  }

  /** Settles when the pictures are drawn, or take too long. */
  async drawn(): Promise<void> {
    if (this.#pictures.length === 0) return;
    await Promise.race([Promise.all(this.#pictures).then(nextTask), new Promise((resolve) => setTimeout(resolve, MOST_MS))]);
  }
}

/** Lets what waits go first, such as the frame with a picture that was just drawn. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}
