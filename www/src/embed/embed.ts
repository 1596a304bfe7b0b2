import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { Part } from "../controls/part.js";
import { Session } from "../session/session.js";
import { FRAME } from "../session/surroundings.js";
import { hearTheme, tellHeight } from "./framing.js";
import "./one_chart.js";

/** A page with one chart, for a frame within another page. */
@customElement("rl-embed")
export class Embed extends Part {
  override connectedCallback(): void {
    this.session ??= new Session(FRAME);
    super.connectedCallback();
    tellHeight(this);
    hearTheme((theme) => void this.session.apply({ type: "theme", theme }));
    void this.session.start();
  }

  protected override render(): TemplateResult {
    return html`<rl-one-chart .session=${this.session}></rl-one-chart>`;
  }
}
