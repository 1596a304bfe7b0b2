import { html, nothing, type TemplateResult } from "lit";

import { css, type Css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import { countText } from "../controls/quantity.js";
import type { Row, RowGroup } from "../engine/protocol.js";
import { cellId } from "./cells.js";

/** The first cell of a group: choose its runs, show them, what they share, how many they are. */
export function groupCell(row: Row, group: RowGroup, width_px: number, active: boolean): TemplateResult {
  const swatch: Css = row.colour ? { "background-color": row.colour } : {};
  const partly = group.selected > 0 && group.selected < group.size;
  return html`<div
    id=${cellId(row.position, 1)}
    class=${`cell run group ${active ? "active" : ""}`}
    role="rowheader"
    aria-colindex="1"
    data-name=${row.name}
    data-toggle
    ${css({ width: `${width_px}px` })}
  >
    <span class=${`choose ${partly ? "partly" : ""}`} data-choose aria-hidden="true">${row.selected ? icon("check") : partly ? icon("dash") : nothing}</span>
    <span class=${`twisty ${group.expanded ? "open" : ""}`} aria-hidden="true">${icon("right")}</span>
    ${row.colour ? html`<span class="swatch" ${css(swatch)}></span>` : nothing}
    <span class="group-keys"
      >${group.keys.map(
        ({ label, text }) => html`<span class="group-key"><span class="group-label soft">${label}</span> ${text ?? html`<span class="soft">missing</span>`}</span> `,
      )}</span
    >
    <span class="group-size" title=${`${countText(group.size)} ${group.size === 1 ? "run" : "runs"}`}
      >${countText(group.size)}<span class="out-of-sight"> ${group.size === 1 ? "run" : "runs"}</span></span
    >
  </div>`;
}
