import type { PanelName } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

/** Takes a panel off the page; the button of all panels brings it back. */
export function removePanel(session: Session, panel: PanelName): void {
  void session.apply({ type: "panels", panels: session.update.view.panels.filter((other) => other !== panel) });
}
