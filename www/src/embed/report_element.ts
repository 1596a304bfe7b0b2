const LEAST_PX = 320;

/** `<runloom-report src height>`: a saved report within another page, in a frame of its own that can reach nothing. */
export class ReportElement extends HTMLElement {
  static readonly observedAttributes = ["src", "height"];

  readonly #frame = document.createElement("iframe");

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const frame = this.#frame;
    frame.loading = "lazy";
    frame.title = this.getAttribute("title") ?? "Report";
    frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-popups allow-modals");
    Object.assign(frame.style, { display: "block", width: "100%", border: "0" });
    this.style.display = "block";
    this.#show();
    root.replaceChildren(frame);
    addEventListener("message", this.#onMessage);
  }

  disconnectedCallback(): void {
    removeEventListener("message", this.#onMessage);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show();
  }

  #show(): void {
    const src = this.getAttribute("src") ?? "";
    const address = new URL(src, document.baseURI).href;
    if (src !== "" && this.#frame.src !== address) this.#frame.src = address;
    this.#frame.style.height = `${Number(this.getAttribute("height")) || 2 * LEAST_PX}px`;
  }

  /** A report says how high it is; a height that the page gave stays. */
  readonly #onMessage = ({ source, data }: MessageEvent<unknown>): void => {
    if (source !== this.#frame.contentWindow || this.hasAttribute("height")) return;
    if (typeof data !== "object" || data === null || !("type" in data) || data.type !== "runloom-resize" || !("height" in data)) return;
    const height = Number(data.height);
    if (Number.isFinite(height)) this.#frame.style.height = `${Math.max(LEAST_PX, height)}px`;
  };
}
