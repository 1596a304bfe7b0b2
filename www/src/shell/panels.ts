import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

import "../chart/history_panel.js";
import "../chart/parallel_panel.js";
import "../chart/plot_panel.js";
import { removePanel } from "../chart/remove_panel.js";
import "../grid/grid_panel.js";
import { icon } from "../controls/icon.js";
import { openMenu } from "../controls/menu.js";
import type { PanelInfo } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

/** The panels in view, from top to bottom. */
export function panels(session: Session): TemplateResult {
  return html`${repeat(session.update.view.panels, ({ name }) => name, (panel) => element(session, panel))}`;
}

function element(session: Session, panel: PanelInfo): TemplateResult {
  switch (panel.shownBy) {
    case "parallel":
      return html`<rl-parallel .session=${session}></rl-parallel>`;
    case "plot":
      return html`<rl-plot .session=${session} .panel=${panel}></rl-plot>`;
    case "history":
      return html`<rl-history .session=${session}></rl-history>`;
    case "table":
      return html`<rl-grid .session=${session}></rl-grid>`;
  }
}

/** The button that opens the list of panels. */
export function panelsButton(session: Session): TemplateResult {
  return html`<button class="quiet" aria-haspopup="menu" @click=${(event: Event) => choose(session, event.currentTarget as HTMLElement)}>
    ${icon("columns")}Panels
  </button>`;
}

function choose(session: Session, anchor: HTMLElement): void {
  const { panels, possiblePanels } = session.update.view;
  const entry = (panel: PanelInfo) => ({
    label: panel.title,
    on: panels.some(({ name }) => name === panel.name),
    run: () => toggle(session, panel.name),
  });
  const others = panels.filter((panel) => !possiblePanels.some(({ name }) => name === panel.name));
  const again = possiblePanels.filter(({ name, shownBy }) => shownBy === "plot" && panels.some((panel) => panel.name === name));
  openMenu(anchor, "Panels", [
    ...possiblePanels.map(entry),
    ...others.map(entry),
    ...(again.length > 0 ? [{ heading: "Another one" }] : []),
    ...again.map((panel) => ({ label: `${panel.title}…`, run: () => add(session, next(session, panel.name)) })),
  ]);
}

function toggle(session: Session, name: string): void {
  if (session.update.view.panels.some((panel) => panel.name === name)) removePanel(session, name);
  else add(session, name);
}

/** A new panel takes the place that it has among all panels. */
function add(session: Session, name: string): void {
  const { panels, possiblePanels } = session.update.view;
  const kind = (name: string) => possiblePanels.findLastIndex((panel) => name === panel.name || name.startsWith(`${panel.name}-`));
  const names = panels.map((panel) => panel.name);
  const at = names.findIndex((other) => kind(other) > kind(name));
  const wanted = at < 0 ? [...names, name] : [...names.slice(0, at), name, ...names.slice(at)];
  void session.apply({ type: "panels", panels: wanted });
}

/** The name of one more panel of a kind. */
function next(session: Session, kind: string): string {
  const names = session.update.view.panels.map((panel) => panel.name);
  let number = 2;
  while (names.includes(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}
