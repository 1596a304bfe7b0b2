/** Frames that show what the engine made of a text: documents in which no script runs, whatever the text holds. */

const STYLES = ["styles/tokens.css", "styles/report.css"];

/** Shows markup in a frame that is sandboxed; the frame stays scrolled as it was. */
export function showQuietly(frame: HTMLIFrameElement, markup: string): void {
  const shown = frame.contentDocument;
  if (!shown?.body) return;
  if (shown.head.childElementCount === 0) {
    shown.documentElement.lang = "en";
    shown.head.append(...STYLES.map((href) => Object.assign(shown.createElement("link"), { rel: "stylesheet", href: new URL(href, document.baseURI).href })));
  }
  const { theme } = document.documentElement.dataset;
  if (theme) shown.documentElement.dataset["theme"] = theme;
  else delete shown.documentElement.dataset["theme"];
  shown.body.replaceChildren(...new DOMParser().parseFromString(markup, "text/html").body.childNodes);
}
