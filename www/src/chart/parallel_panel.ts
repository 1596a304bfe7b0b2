import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { icon } from "../controls/icon.js";
import { openColumnPicker } from "../controls/column_picker.js";
import { plural } from "../controls/quantity.js";
import type { Hover, Picture, PictureRequest } from "../engine/protocol.js";
import { linesSwitch } from "../grid/group_button.js";
import "./axis_handles.js";
import { ChartPanel, shareOfWindow, type Hovered } from "./chart_panel.js";
import { droppedAxes } from "./dropped_axes.js";
import type { Exportable } from "./export_menu.js";
import { openParallelSettings } from "./parallel_settings.js";

/** The parallel coordinates, with handles above the axes. */
@customElement("rl-parallel")
export class ParallelPanel extends ChartPanel<Picture, Hover> {
  protected override draw(request: PictureRequest): Promise<Picture | null> {
    return this.session.picture(request);
  }

  protected override find(at: NonNullable<Hovered>): Promise<Hover | null> {
    return "row" in at ? this.session.hoverRow(at.row) : this.session.hover(at.x, at.y);
  }

  protected override ownHeight_px(): number {
    return shareOfWindow(0.31, 250, 460);
  }

  protected override tools(): TemplateResult {
    return html`${this.session.update.grouping.columns.length > 0 ? linesSwitch(this.session) : ""}
      <button class="quiet" aria-haspopup="dialog" @click=${this.#pickColour}>Colour${icon("down")}</button>
      <button class="quiet" aria-haspopup="dialog" @click=${(event: Event) => openParallelSettings(this.session, event.currentTarget as HTMLElement)}>Drawing${icon("down")}</button>
      <button class="quiet" data-axes aria-haspopup="dialog" @click=${this.#pickAxis}>Axes${icon("down")}</button>`;
  }

  protected override overlay(picture: Picture | null): TemplateResult {
    return html`<rl-axes .session=${this.session} .axes=${picture?.axes ?? []}></rl-axes>`;
  }

  protected override facts(): string {
    const { view, columns } = this.session.update;
    const colour = columns.find((column) => column.name === view.colour);
    const facts = [
      colour ? `coloured by ${colour.key}` : "",
      view.drawing.folded > 0 ? `${plural(view.drawing.folded, "constant column")} without an axis` : "",
    ];
    return facts.filter((fact) => fact !== "").join(" · ");
  }

  protected override exportable(): Pick<Exportable, "fileName" | "marks" | "data"> {
    const { grouping, matching } = this.session.update;
    const byGroup = grouping.columns.length > 0 && grouping.lines === "groups";
    const data = byGroup ? plural(grouping.groups, "group") : plural(matching, "run");
    return { fileName: "parallel-coordinates", marks: byGroup ? "a line a group" : "a line a run", data };
  }

  readonly #pickColour = (event: Event): void => {
    const { session } = this;
    const drawing = () => session.update.view.drawing;
    openColumnPicker(event.currentTarget as HTMLElement, {
      label: "Colour by",
      placeholder: "Find a column…",
      columns: () => session.update.columns.filter((column) => column.differs !== false),
      chosen: (column) => session.update.view.colour === column.name,
      choose: (column) => session.apply({ type: "colour", column: column.name }),
      several: false,
      none: [
        { label: "Automatic", chosen: () => drawing().colourAutomatic, choose: () => void session.apply({ type: "colour", column: null }) },
        { label: "No colours", chosen: () => session.update.view.colour === null && !drawing().colourAutomatic, choose: () => void session.apply({ type: "noColour" }) },
      ],
    });
  };

  readonly #pickAxis = (event: Event): void => {
    const { session } = this;
    const indexOf = (name: string) => session.update.view.axes.findIndex((axis) => axis.column === name);
    openColumnPicker(event.currentTarget as HTMLElement, {
      label: "Axes",
      placeholder: "Find a column to add…",
      columns: () => session.update.columns,
      chosen: (column) => indexOf(column.name) >= 0,
      choose: (column) => {
        const axis = indexOf(column.name);
        return session.apply(axis >= 0 ? { type: "removeAxis", axis } : { type: "addAxis", column: column.name, before: null });
      },
      several: true,
      none: { label: "Automatic", chosen: () => session.update.view.drawing.axesAutomatic, choose: () => void session.apply({ type: "proposeAxes" }) },
      footer: () => droppedAxes(session),
    });
  };
}
