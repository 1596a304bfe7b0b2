/** What a page within a frame and the page around it say to each other. */

import type { Theme } from "../engine/protocol.js";

const THEMES: readonly unknown[] = ["auto", "light", "dark"];

/** Where what a chart shows is higher than its frame, the page around is told `{type: "runloom-resize", height}`, in CSS pixels. */
export function tellHeight(content: HTMLElement): void {
  if (parent === window) return;
  let told = 0;
  const tell = () => {
    const scroller = content.querySelector(".chart-scroll");
    const hidden = scroller ? Math.max(0, scroller.scrollHeight - scroller.clientHeight) : 0;
    const height = Math.ceil(document.documentElement.clientHeight + hidden);
    if (hidden === 0 || height === told) return;
    told = height;
    parent.postMessage({ type: "runloom-resize", height }, "*");
  };
  new MutationObserver(tell).observe(content, { childList: true, subtree: true, attributes: true, attributeFilter: ["style", "height"] });
}

/** The page around may say which theme it has, at any time: `{type: "runloom-theme", theme: "dark"}`. */
export function hearTheme(show: (theme: Theme) => void): void {
  addEventListener("message", ({ source, data }: MessageEvent<unknown>) => {
    if (source !== parent || typeof data !== "object" || data === null || !("type" in data) || data.type !== "runloom-theme") return;
    const theme = "theme" in data ? data.theme : undefined;
    if (THEMES.includes(theme)) show(theme as Theme);
  });
}

/** A report within a frame tells the page around how high it is, and no longer fills the window that it is given. */
export function tellDocumentHeight(): void {
  if (parent === window) return;
  document.documentElement.dataset["framed"] = "";
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ type: "runloom-resize", height }, "*");
  }).observe(document.body);
}
