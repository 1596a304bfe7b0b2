import { html, type TemplateResult } from "lit";

import { icon } from "../controls/icon.js";
import { openMenu } from "../controls/menu.js";
import type { PanelInfo } from "../engine/protocol.js";
import { addPanel, nextName, togglePanel } from "../panel/panel_list.js";
import type { Session } from "../session/session.js";
import { printAll } from "./printing.js";

/** The button that opens the list of panels. */
export function panelsButton(session: Session): TemplateResult {
  return html`<button class="quiet" aria-haspopup="menu" @click=${(event: Event) => choose(session, event.currentTarget as HTMLElement)}>
    ${icon("columns")}Panels
  </button>`;
}

function choose(session: Session, anchor: HTMLElement): void {
  const { panels, possiblePanels } = session.update.view;
  const shown = (panel: PanelInfo) => panels.find(({ name }) => name === panel.name);
  const entry = (panel: PanelInfo) => ({ label: shown(panel)?.title ?? panel.kind, on: shown(panel) !== undefined, run: () => togglePanel(session, panel.name) });
  const others = panels.filter((panel) => !possiblePanels.some(({ name }) => name === panel.name));
  const again = possiblePanels.filter((panel) => panel.shownBy === "plot" && shown(panel) !== undefined);
  const arranged = panels.some(({ place }) => place !== null);
  openMenu(anchor, "Panels", [
    ...possiblePanels.map(entry),
    ...others.map(entry),
    ...(again.length > 0 ? [{ heading: "Another one" }] : []),
    ...again.map((panel) => ({ label: `${panel.kind}…`, run: () => void addPanel(session, nextName(session, panel.name)) })),
    { heading: "Layout" },
    { label: "Arrange by itself", disabled: !arranged, run: () => void session.apply({ type: "arrange", places: [] }) },
    { label: "Print…", aside: "Ctrl P", run: () => void printAll() },
    { heading: "Help" },
    { label: "What each chart shows", aside: "gallery", run: () => void open("gallery.html", "_blank", "noopener") },
  ]);
}
