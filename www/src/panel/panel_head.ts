import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../controls/icon.js";
import { openMenu } from "../controls/menu.js";
import { isReport } from "../engine/held_files.js";
import type { PanelInfo } from "../engine/protocol.js";
import { siteAddress } from "../session/links.js";
import type { Session } from "../session/session.js";
import "./panel_name.js";
import { removePanel } from "./panel_list.js";

/** The head of every panel: its name, which moves it, facts about what it shows, its tools. */
export function panelHead(session: Session, panel: PanelInfo, facts: string, tools: unknown): TemplateResult {
  if (session.around.bare) return bareHead(session, panel, facts);
  return html`<div class="panel-head">
    <span class="panel-grip">${icon("grip")}</span>
    <rl-panel-name .session=${session} .panel=${panel}></rl-panel-name>
    <span class="panel-sub">${facts}</span>
    <div class="panel-tools">${tools}</div>
    <button class="quiet panel-more" aria-haspopup="menu" aria-label=${`Move ${panel.title}`} title="Move this panel" @click=${(event: Event) => openMoves(session, panel, event.currentTarget as HTMLElement)}>${icon("dots")}</button>
    <button class="quiet panel-remove" aria-label=${`Remove ${panel.title}`} title="Remove this panel" @click=${() => removePanel(session, panel.name)}>${icon("close")}</button>
  </div>`;
}

/** The head of a chart that stands alone: what it is, and a way to the page with the same view, which a report is itself. */
function bareHead(session: Session, { title }: PanelInfo, facts: string): TemplateResult {
  return html`<div class="panel-head">
    <h2 class="panel-title">${title}</h2>
    <span class="panel-sub">${facts}</span>
    ${isReport() ? nothing : html`<a class="quiet panel-open" href=${`${siteAddress("")}#${session.update.fragment}`} target="_blank" rel="noopener" title="Open this view in Runloom">Open${icon("link")}</a>`}
  </div>`;
}

/** Asks the dashboard to move a panel before the one before it, or behind the one behind it. */
export class MovePanelEvent extends Event {
  static readonly type = "rl-move-panel";

  constructor(
    readonly panel: string,
    readonly by: -1 | 1,
  ) {
    super(MovePanelEvent.type, { bubbles: true });
  }
}

function openMoves(session: Session, { name, title }: PanelInfo, anchor: HTMLElement): void {
  const names = session.update.view.panels.map((panel) => panel.name);
  const move = (label: string, aside: string, by: -1 | 1) => ({
    label,
    aside,
    disabled: names.at(by < 0 ? 0 : -1) === name,
    run: () => void anchor.dispatchEvent(new MovePanelEvent(name, by)),
  });
  openMenu(anchor, `Move ${title}`, [move("Move up", "Alt ↑", -1), move("Move down", "Alt ↓", 1)]);
}
