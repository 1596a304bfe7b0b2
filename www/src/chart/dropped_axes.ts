import { html, type TemplateResult } from "lit";

import type { Session } from "../session/session.js";

const MOST_NAMED = 6;

/** Axes that were removed, each a button that brings it back where it was. */
export function droppedAxes(session: Session): TemplateResult | null {
  const { dropped } = session.update.view.drawing;
  if (dropped.length === 0) return null;
  const keyOf = (name: string) => session.update.columns.find((column) => column.name === name)?.key ?? name;
  return html`<span>Removed:</span> ${dropped.slice(0, MOST_NAMED).map(
      (column) => html`<button class="quiet" title=${`Bring ${column} back`} aria-label=${`Bring the axis ${keyOf(column)} back`} @click=${() => void session.apply({ type: "restoreAxis", column })}>${keyOf(column)}</button>`,
    )}`;
}
