import { html, type TemplateResult } from "lit";

import "../chart/history_panel.js";
import "../chart/importance_panel.js";
import "../chart/parallel_panel.js";
import "../chart/plot_panel.js";
import "../chart/suggest_panel.js";
import "../grid/grid_panel.js";
import type { PanelInfo } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

/** What shows a panel; `given` where its place says how high it is. */
export function panelView(session: Session, panel: PanelInfo, given: boolean): TemplateResult {
  switch (panel.shownBy) {
    case "parallel":
      return html`<rl-parallel .session=${session} .panel=${panel} .given=${given}></rl-parallel>`;
    case "plot":
      return html`<rl-plot .session=${session} .panel=${panel} .given=${given}></rl-plot>`;
    case "suggest":
      return html`<rl-suggest .session=${session} .panel=${panel}></rl-suggest>`;
    case "importance":
      return html`<rl-importance .session=${session} .panel=${panel} .given=${given}></rl-importance>`;
    case "history":
      return html`<rl-history .session=${session} .panel=${panel} .given=${given}></rl-history>`;
    case "table":
      return html`<rl-grid .session=${session} .panel=${panel}></rl-grid>`;
  }
}
