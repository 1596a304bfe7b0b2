import type { Session } from "../session/session.js";

/** Takes a panel off the page; the button of all panels brings it back. */
export function removePanel(session: Session, panel: string): void {
  const names = session.update.view.panels.map(({ name }) => name);
  void session.apply({ type: "panels", panels: names.filter((name) => name !== panel) });
}
