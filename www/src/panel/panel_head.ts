import { html, type TemplateResult } from "lit";

import { icon } from "../controls/icon.js";
import type { PanelInfo } from "../engine/protocol.js";
import type { Session } from "../session/session.js";
import "./panel_name.js";
import { removePanel } from "./panel_list.js";

/** The head of every panel: its name, which moves it, facts about what it shows, its tools. */
export function panelHead(session: Session, panel: PanelInfo, facts: string, tools: unknown): TemplateResult {
  return html`<div class="panel-head">
    <span class="panel-grip">${icon("grip")}</span>
    <rl-panel-name .session=${session} .panel=${panel}></rl-panel-name>
    <span class="panel-sub">${facts}</span>
    <div class="panel-tools">${tools}</div>
    <button class="quiet panel-remove" aria-label=${`Remove ${panel.title}`} title="Remove this panel" @click=${() => removePanel(session, panel.name)}>${icon("close")}</button>
  </div>`;
}
