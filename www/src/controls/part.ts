import { LitElement } from "lit";
import { property } from "lit/decorators.js";

import type { Session } from "../session/session.js";

/** A component of the page. Renders into the document itself and again after every change of the session. */
export abstract class Part extends LitElement {
  @property({ attribute: false }) session!: Session;

  readonly #onChange = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener("change", this.#onChange);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener("change", this.#onChange);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
