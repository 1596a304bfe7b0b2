import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { Part } from "../controls/part.js";
import { panelView } from "../dashboard/panel_view.js";
import { isReport } from "../engine/held_files.js";
import "../shell/problems.js";
import { statusLine } from "../shell/status_line.js";

/** The first panel of a view, which fills its place. Within a report it is the page below that says how many runs there are. */
@customElement("rl-one-chart")
export class OneChart extends Part {
  protected override render(): TemplateResult {
    const { session } = this;
    const { update, opening, problems, missingFiles } = session;
    const panel = update.sources.length > 0 ? update.view.panels[0] : undefined;
    const waits = opening !== null || !session.started;
    const note = waits ? "Opening…" : missingFiles.length > 0 ? `The runs are in ${missingFiles.join(", ")}, a file on the computer where this was made.` : "This address names no runs to show.";
    return html`<rl-problems .session=${session}></rl-problems>
      ${panel ? html`<div class="slot given" data-panel=${panel.name}>${panelView(session, panel, true)}</div>` : problems.length > 0 ? nothing : html`<p class="embed-note">${note}</p>`}
      ${isReport() ? nothing : html`<div class="out-of-sight">${statusLine(update)}</div>`}`;
  }
}
