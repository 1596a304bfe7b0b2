import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";

import { openColumnPicker } from "../controls/column_picker.js";
import { css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import { Part } from "../controls/part.js";
import { countText, plural } from "../controls/quantity.js";
import type { PanelInfo } from "../engine/protocol.js";
import { panelHead } from "../panel/panel_head.js";
import "./grid_view.js";
import { HEADER_PX, ROW_PX, type GridView } from "./grid_view.js";
import { groupProblem, keyOf, openGrouping } from "./group_button.js";

const SCROLL_BAR_PX = 16;

/** The table of runs with its tools. */
@customElement("rl-grid")
export class GridPanel extends Part {
  @property({ attribute: false }) panel!: PanelInfo;

  protected override render(): TemplateResult {
    const { grid, view, matching, total, grouping } = this.session.update;
    const grouped = grouping.columns.length > 0;
    const { foldedConstant, hidden } = grid;
    const facts = [
      grouped ? `${plural(grouping.groups, "group")} by ${grouping.columns.map((name) => keyOf(this.session, name)).join(", ")}` : "",
      foldedConstant > 0 ? `${plural(foldedConstant, "constant column")} folded away` : "",
      hidden > 0 ? `${countText(hidden)} hidden` : "",
    ].filter((fact) => fact !== "");
    const most = HEADER_PX + Math.max(1, grouping.rows) * ROW_PX + SCROLL_BAR_PX;
    const tools = html`${grouped && grouping.expanded < grouping.groups ? this.#expandAll("Expand all", true) : nothing}
      ${grouped && grouping.expanded > 0 ? this.#expandAll("Collapse all", false) : nothing}
      <button class=${grouped ? "quiet on" : "quiet"} aria-haspopup="dialog" @click=${this.#group}>${icon("layers")}Group</button>
      <button
        class="quiet"
        aria-pressed=${view.onlyDiffering}
        title="Fold away the columns in which all runs agree"
        @click=${() => void this.session.apply({ type: "onlyDiffering", on: !view.onlyDiffering })}
      >
        ${view.onlyDiffering ? icon("check") : nothing}Only what differs
      </button>
      <button class="quiet" aria-haspopup="dialog" @click=${this.#findColumn}>${icon("columns")}Find a column…</button>`;
    return html`<section class="panel grid-panel" aria-label=${this.panel.title === this.panel.kind ? "Runs table" : this.panel.title}>
      ${panelHead(this.session, this.panel, facts.join(" · "), tools)}
      ${groupProblem(this.session, grouping)}
      <rl-grid-view class="grid-view" ${css({ "--most": `${most}px` })} .session=${this.session}></rl-grid-view>
      ${matching === 0
        ? html`<p class="grid-none">${total === 0 ? "There are no runs in what is open." : "No run matches the filter and the brushes."}</p>`
        : nothing}
    </section>`;
  }

  #expandAll(label: string, on: boolean): TemplateResult {
    return html`<button class="quiet" @click=${() => void this.session.apply({ type: "expandAll", on })}>${label}</button>`;
  }

  readonly #group = (event: Event): void => openGrouping(this.session, event.currentTarget as HTMLElement);

  readonly #findColumn = (event: Event): void => {
    const { session } = this;
    const shown = () => new Set(session.update.grid.columns.map((column) => column.name));
    let names = shown();
    openColumnPicker(event.currentTarget as HTMLElement, {
      label: "Columns",
      placeholder: "Find a column…",
      columns: () => {
        names = shown();
        return session.update.columns.filter((column) => column.name !== session.update.grid.name.name);
      },
      chosen: (column) => names.has(column.name),
      choose: async (column) => {
        const show = !names.has(column.name);
        await session.apply({ type: show ? "show" : "hide", column: column.name });
        if (show) this.querySelector<GridView>("rl-grid-view")?.revealColumn(column.name);
      },
      several: true,
      footer: () =>
        session.update.grid.hidden === 0
          ? null
          : html`<button class="quiet" @click=${() => void session.apply({ type: "showAll" })}>Show the ${countText(session.update.grid.hidden)} hidden</button>`,
    });
  };
}
