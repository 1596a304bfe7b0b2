import { html, render } from "lit";

import { Session } from "../session/session.js";
import "./one_chart.js";
import { SHARED_ENGINE, whenNear } from "./shared_engine.js";

/** What of a chart's own view is not what its link shows on the page: the page has its own panels and theme, and has the files. */
const OWN = /^(panels|theme|file)=/;

/** Makes the charts within the text of a report live, each when it comes near: they stand in the place of their pictures, and have the theme of the page. */
export function liveTextCharts(page: Session): void {
  let sheet: CSSStyleSheet | undefined;
  for (const figure of document.querySelectorAll<HTMLElement>(".report figure[data-view]")) {
    whenNear(figure, () => makeLive(figure, page, (sheet ??= pageStyles())));
  }
}

function makeLive(figure: HTMLElement, page: Session, sheet: CSSStyleSheet): void {
  const host = document.createElement("div");
  host.className = "report-live";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const fragment = figure.dataset["view"] ?? "";
  const place = { fragment, write: () => undefined, finish: () => undefined };
  const session = new Session({ ...SHARED_ENGINE, root: host, place: () => place });
  const name = figure.getAttribute("aria-label") ?? "";
  const show = (live: boolean) => {
    figure.toggleAttribute("data-live", live);
    if (live) figure.removeAttribute("aria-label");
    else figure.setAttribute("aria-label", name);
  };
  root.addEventListener("rl-drawn", () => show(true));
  session.addEventListener("change", () => {
    if (host.dataset["runloom"] === "error") show(false);
    else showLink(figure, session.update.fragment);
  });
  figure.querySelector(".report-chart")?.append(host);
  render(html`<rl-one-chart .session=${session}></rl-one-chart>`, root);
  void session.start().then(() => followTheme(session, page));
}

/** Has the link beneath a chart show on the page what the chart shows now. */
function showLink(figure: HTMLElement, fragment: string): void {
  const shown = fragment.split("&").filter((pair) => !OWN.test(pair));
  if (fragment !== "") figure.querySelector("a.report-open")?.setAttribute("href", `#${shown.join("&")}`);
}

function followTheme(session: Session, page: Session): void {
  const follow = () => {
    const { theme } = page.update.view;
    if (theme !== session.update.view.theme) void session.apply({ type: "theme", theme });
  };
  page.addEventListener("change", follow);
  follow();
}

/** The styles of the document, for what is in a shadow root. Colours, sizes and fonts are inherited. */
function pageStyles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(document.querySelector("style")?.textContent ?? "");
  return sheet;
}
