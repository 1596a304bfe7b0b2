import { html, nothing, type TemplateResult } from "lit";

import { openPopover } from "../controls/popover.js";
import type { AxisInfo } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

/** A field beside `anchor` for a brush in words; `interval` is replaced, `null` adds one. What is wrong is said under the field. */
export function openTypedBrush(session: Session, anchor: HTMLElement, axis: AxisInfo, index: number, interval: number | null): void {
  let problem: string | null = null;
  const box = interval === null ? undefined : axis.brushes[interval];
  const popover = openPopover(anchor, { role: "dialog", label: `Brush ${axis.label}`, className: "typed-brush", content });
  const field = popover.element.querySelector("input");
  field?.select();
  field?.focus();

  function content(): TemplateResult {
    return html`<form @submit=${submit} novalidate>
      <label class="typed-brush-label" for="typed-brush">Brush ${axis.label}</label>
      <div class="typed-brush-line">
        <input
          id="typed-brush"
          type="text"
          spellcheck="false"
          autocomplete="off"
          placeholder=${axis.scale === "category" ? "=rbf|linear" : axis.scale === "time" ? "2026-01-01..2026-02-01" : "0.1..0.5"}
          value=${box && axis.scale !== "category" ? box.typed : nothing}
          aria-invalid=${problem === null ? "false" : "true"}
          aria-describedby="typed-brush-hint"
        />
        <button class="button primary" type="submit">Brush</button>
      </div>
      ${problem === null
        ? html`<p id="typed-brush-hint" class="typed-brush-hint">${hint()}</p>`
        : html`<p id="typed-brush-hint" class="typed-brush-hint wrong" role="alert">${problem}</p>`}
    </form>`;
  }

  function hint(): TemplateResult {
    const lanes = html`<code>missing</code> or <code>nan</code>`;
    if (axis.scale === "category") return html`One value, several as <code>=a|b</code>, ${lanes}`;
    return html`<code>low..high</code>, <code>&gt;= low</code>, <code>= value</code>, ${lanes}`;
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    await session.apply({ type: "typeBrush", axis: index, text: field?.value ?? "", interval });
    problem = session.update.brushProblem;
    if (problem === null) popover.close();
    else {
      popover.refresh();
      field?.focus();
    }
  }
}
