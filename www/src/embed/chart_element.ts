import { html, render } from "lit";

import type { Place } from "../session/address.js";
import { Session } from "../session/session.js";
import type { Surroundings } from "../session/surroundings.js";
import { elementStyles } from "./element_styles.js";
import "./one_chart.js";
import { SHARED_ENGINE, whenNear } from "./shared_engine.js";

/**
 * `<runloom-chart src where kind axes color view theme height>`: one live chart within another page. `view` is whatever else a link of the page may
 * say. After each change of what is shown it fires `runloom-change`, whose detail has `matching`, `total` and the `fragment` of a link.
 */
export class ChartElement extends HTMLElement {
  static readonly observedAttributes = ["src", "where", "kind", "axes", "color", "view", "theme", "height"];

  #session: Session | null = null;
  #navigate: ((fragment: string) => void) | null = null;
  #seen: IntersectionObserver | undefined;
  /** What was shown last, as a link says it. */
  #fragment = "";

  /** The fragment of a link that shows the same on the page. */
  get fragment(): string {
    return this.#session?.update.fragment ?? this.#asked();
  }

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [elementStyles()];
    this.#measure();
    this.#seen = whenNear(this, () => this.#start(root));
  }

  disconnectedCallback(): void {
    this.#seen?.disconnect();
    this.#session?.end();
    this.#session = null;
    this.#navigate = null;
    if (this.shadowRoot) render(null, this.shadowRoot);
  }

  attributeChangedCallback(name: string): void {
    if (!this.isConnected) return;
    if (name === "height") this.#measure();
    else this.#navigate?.(this.#asked());
  }

  #start(root: ShadowRoot): void {
    if (this.#session) return;
    const session = new Session(this.#around());
    this.#session = session;
    session.addEventListener("change", () => this.#changed(session));
    render(html`<rl-one-chart .session=${session}></rl-one-chart>`, root);
    void session.start();
  }

  #changed({ update }: Session): void {
    const { fragment, matching, total } = update;
    if (fragment === this.#fragment) return;
    this.#fragment = fragment;
    this.dispatchEvent(new CustomEvent("runloom-change", { bubbles: true, composed: true, detail: { fragment, matching, total } }));
  }

  #around(): Surroundings {
    return { ...SHARED_ENGINE, root: this, place: (onNavigate) => this.#place(onNavigate) };
  }

  #place(onNavigate: (fragment: string) => void): Place {
    this.#navigate = onNavigate;
    return { fragment: this.#asked(), write: () => undefined, finish: () => undefined };
  }

  /** What the attributes ask for, as the fragment of a link. */
  #asked(): string {
    const value = (name: string) => this.getAttribute(name)?.trim() ?? "";
    const pair = (key: string, written: string) => (written === "" ? "" : `${key}=${written.replaceAll("&", "%26")}`);
    // A filter and an address are written as they are, lists and names as in a link.
    const plain = (text: string) => text.replaceAll("%", "%25");
    const sources = value("src").split(/\s+/).map((address) => pair("src", plain(address)));
    const others = ["axes", "color", "theme"].map((name) => pair(name, value(name)));
    const parts = [...sources, value("view").replace(/^#/, ""), pair("where", plain(value("where"))), ...others, pair("panels", value("kind"))];
    return parts.filter((part) => part !== "").join("&");
  }

  #measure(): void {
    const height = this.getAttribute("height")?.trim() ?? "";
    this.style.height = /^\d+(\.\d+)?$/.test(height) ? `${height}px` : height;
  }
}
