import type { PanelInfo, PlotSettings } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

/** Shows a panel that is not there, or takes it away. */
export function togglePanel(session: Session, name: string): void {
  if (session.update.view.panels.some((panel) => panel.name === name)) removePanel(session, name);
  else void addPanel(session, name);
}

/** Takes a panel off the page; the button of all panels brings it back. */
export function removePanel(session: Session, name: string): void {
  const { panels } = session.update.view;
  const title = panels.find((panel) => panel.name === name)?.title ?? name;
  void session.apply({ type: "panels", panels: panels.map((panel) => panel.name).filter((other) => other !== name) });
  session.say(`Removed ${title}. The list of panels brings it back.`);
}

/** Adds a panel where its kind stands among all kinds, and shows it. */
export async function addPanel(session: Session, name: string): Promise<void> {
  const { panels, possiblePanels } = session.update.view;
  const kind = (name: string) => possiblePanels.findIndex((panel) => panel.name === name.replace(/-\d+$/, ""));
  const at = panels.findIndex((other) => kind(other.name) > kind(name));
  await insert(session, panels, at < 0 ? panels.length : at, name);
}

/** Opens two columns as a scatter plot right after another panel. */
export async function openBetween(session: Session, after: string, x: string, y: string): Promise<void> {
  const { panels } = session.update.view;
  const first = panels.some(({ name }) => name === "scatter") ? nextName(session, "scatter") : "scatter";
  const settings: PlotSettings = { roles: [["x", [x]], ["y", [y]], ["size", []]], minimise: null, minimiseX: null, trend: true, statistic: null };
  await session.apply({ type: "plot", panel: first, settings }, { live: true });
  await insert(session, panels, panels.findIndex(({ name }) => name === after) + 1, first);
}

/** The name of one more panel of a kind. */
export function nextName(session: Session, kind: string): string {
  const names = session.update.view.panels.map((panel) => panel.name);
  let number = 2;
  while (names.includes(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

async function insert(session: Session, panels: PanelInfo[], at: number, name: string): Promise<void> {
  const names = panels.map((panel) => panel.name);
  await session.apply({ type: "panels", panels: [...names.slice(0, at), name, ...names.slice(at)] });
  await new Promise(requestAnimationFrame);
  const added = document.querySelector<HTMLElement>(`[data-panel="${name}"]`);
  added?.scrollIntoView({ block: "nearest" });
  added?.querySelector<HTMLElement>(".panel-name")?.focus({ preventScroll: true });
  session.say(`Added ${session.update.view.panels.find((panel) => panel.name === name)?.title ?? name}.`);
}
