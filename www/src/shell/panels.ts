import { html, type TemplateResult } from "lit";

import "../chart/history_panel.js";
import "../chart/matrix_panel.js";
import "../chart/parallel_panel.js";
import { removePanel } from "../chart/remove_panel.js";
import "../grid/grid_panel.js";
import { icon } from "../controls/icon.js";
import { openMenu } from "../controls/menu.js";
import type { PanelName } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

const TITLES: Record<PanelName, string> = {
  parallel: "Parallel coordinates",
  "scatter-matrix": "Scatter matrix",
  history: "Metric history",
  table: "Runs",
};

/** The panels in view, from top to bottom. */
export function panels(session: Session): TemplateResult[] {
  return session.update.view.panels.map((panel) => {
    switch (panel) {
      case "parallel":
        return html`<rl-parallel .session=${session}></rl-parallel>`;
      case "scatter-matrix":
        return html`<rl-matrix .session=${session}></rl-matrix>`;
      case "history":
        return html`<rl-history .session=${session}></rl-history>`;
      case "table":
        return html`<rl-grid .session=${session}></rl-grid>`;
    }
  });
}

/** The button that opens the list of panels. */
export function panelsButton(session: Session): TemplateResult {
  return html`<button class="quiet" aria-haspopup="menu" @click=${(event: Event) => choose(session, event.currentTarget as HTMLElement)}>
    ${icon("columns")}Panels
  </button>`;
}

function choose(session: Session, anchor: HTMLElement): void {
  const { panels, possiblePanels } = session.update.view;
  const entries = possiblePanels.map((panel) => ({
    label: TITLES[panel],
    on: panels.includes(panel),
    run: () => toggle(session, panel),
  }));
  openMenu(anchor, "Panels", entries);
}

/** A new panel takes the place that it has among all panels. */
function toggle(session: Session, panel: PanelName): void {
  const { panels, possiblePanels } = session.update.view;
  if (panels.includes(panel)) return removePanel(session, panel);
  const after = possiblePanels.slice(possiblePanels.indexOf(panel) + 1);
  const at = panels.findIndex((other) => after.includes(other));
  const next = at < 0 ? [...panels, panel] : [...panels.slice(0, at), panel, ...panels.slice(at)];
  void session.apply({ type: "panels", panels: next });
}
