import { html, nothing, type TemplateResult } from "lit";

import { css, type Css } from "../controls/css.js";
import { icon } from "../controls/icon.js";
import type { GridColumn, Row } from "../engine/protocol.js";
import type { Placed } from "./column_layout.js";
import { statisticText } from "./statistic_text.js";

/** The id of a cell, by row (-1 is the header) and `aria-colindex`. */
export function cellId(row: number, index: number): string {
  return `cell-${row}-${index}`;
}

/** One header cell. Its events are handled by the grid, which finds the column by `data-column`. */
export function headerCell(column: GridColumn, label: string, index: number, width_px: number, active: boolean): TemplateResult {
  const sort = column.sort === "asc" ? "ascending" : column.sort === "desc" ? "descending" : "none";
  return html`<div
    id=${cellId(-1, index)}
    class=${`cell head ${column.numeric ? "numeric" : ""} ${active ? "active" : ""} ${column.sort ? "sorted" : ""}`}
    role="columnheader"
    aria-colindex=${index}
    aria-sort=${sort}
    data-column=${column.name}
    title=${column.name}
    ${css({ width: `${width_px}px` })}
  >
    <span class="head-label">${label}</span>
    ${column.sort ? html`<span class="head-sort" aria-hidden="true">${column.sort === "asc" ? "↑" : "↓"}${column.sortRank !== null && column.sortRank > 1 ? column.sortRank : ""}</span>` : nothing}
    <span class="head-menu" data-menu aria-hidden="true">${icon("down")}</span>
    <span class="head-edge" data-edge aria-hidden="true"></span>
  </div>`;
}

/** The first cell of a row: choose it, its colour, its name. */
export function runCell(row: Row | undefined, position: number, width_px: number, active: boolean, inGroup: boolean): TemplateResult {
  const swatch: Css = row?.colour ? { "background-color": row.colour } : {};
  return html`<div
    id=${cellId(position, 1)}
    class=${`cell run ${active ? "active" : ""} ${inGroup ? "in-group" : ""}`}
    role="rowheader"
    aria-colindex="1"
    data-name=${row?.name ?? nothing}
    ${css({ width: `${width_px}px` })}
  >
    <span class="choose" data-choose aria-hidden="true">${row?.selected ? icon("check") : nothing}</span>
    <span class=${row?.colour ? "swatch" : "swatch none"} ${css(swatch)}></span>
    ${row ? html`<span class="run-name">${row.name}</span>` : html`<span class="skeleton"></span>`}
  </div>`;
}

/** One value. */
export function valueCell(text: string | null | undefined, { column, index, width_px }: Placed, position: number, active: boolean, ofGroup: boolean): TemplateResult {
  return html`<div
    id=${cellId(position, index)}
    class=${`cell ${column.numeric ? "numeric" : ""} ${active ? "active" : ""} ${text === null ? "missing" : ""}`}
    role="gridcell"
    aria-colindex=${index}
    data-value=${column.name}
    ${css({ width: `${width_px}px` })}
  >${text === undefined ? html`<span class="skeleton"></span>` : text === null ? "–" : ofGroup ? statisticText(text) : text}</div>`;
}
