import { html, nothing, type TemplateResult } from "lit";

import type { ColumnInfo } from "../engine/protocol.js";
import { icon } from "./icon.js";
import { openPopover, type Popover } from "./popover.js";
import { countText } from "./quantity.js";

export interface PickerOptions {
  label: string;
  className?: string;
  placeholder: string;
  /** Read again after each choice. */
  columns: () => ColumnInfo[];
  chosen: (column: ColumnInfo) => boolean;
  choose: (column: ColumnInfo) => Promise<void> | void;
  /** Stays open, so that several can be chosen. */
  several: boolean;
  /** A choice before all columns. */
  none?: { label: string; choose: () => void };
  /** What stands above the list. */
  header?: () => TemplateResult | null;
  /** The mark of a chosen column, if it is not a tick. */
  mark?: (column: ColumnInfo) => string;
  onClose?: () => void;
  /** Buttons under the list, if there is anything for them to do. */
  footer?: () => TemplateResult | null;
}

const MOST_SHOWN = 200;

/** A searchable list of columns beside `anchor`. */
export function openColumnPicker(anchor: HTMLElement, options: PickerOptions): Popover {
  let text = "";
  let active = 0;
  const popover = openPopover(anchor, { role: "dialog", label: options.label, className: `picker ${options.className ?? ""}`, content, onClose: () => options.onClose?.() });

  function found(): ColumnInfo[] {
    const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
    return options.columns().filter((column) => words.every((word) => column.name.toLowerCase().includes(word)));
  }

  function content(): TemplateResult {
    const all = found();
    const footer = options.footer?.();
    const header = options.header?.();
    const shown = all.slice(0, MOST_SHOWN);
    active = Math.max(0, Math.min(active, shown.length - 1));
    return html`
      <div class="picker-search">
        ${icon("search")}
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="picker-list"
          aria-activedescendant=${shown.length > 0 ? `picker-${active}` : nothing}
          aria-label=${options.placeholder}
          placeholder=${options.placeholder}
          spellcheck="false"
          autocomplete="off"
          @input=${(event: Event) => {
            text = (event.target as HTMLInputElement).value;
            active = 0;
            refresh();
          }}
          @keydown=${(event: KeyboardEvent) => onKey(event, shown)}
        />
      </div>
      ${header ? html`<div class="picker-header">${header}</div>` : nothing}
      <div id="picker-list" class="picker-list" role="listbox" aria-label=${options.label} aria-multiselectable=${options.several}>
        ${options.none && text === "" ? noneLine(options.none) : nothing} ${shown.map(columnLine)}
        ${all.length === 0 ? html`<p class="picker-empty">No column has “${text}” in its name</p>` : nothing}
        ${all.length > shown.length
          ? html`<p class="picker-empty">${countText(all.length - shown.length)} more: type a part of the name</p>`
          : nothing}
      </div>
      ${footer ? html`<div class="picker-footer" @click=${() => setTimeout(refresh, 60)}>${footer}</div>` : nothing}
    `;
  }

  function columnLine(column: ColumnInfo, index: number): TemplateResult {
    const chosen = options.chosen(column);
    return html`<div
      id=${`picker-${index}`}
      class="picker-line"
      role="option"
      aria-selected=${chosen}
      data-active=${index === active ? "" : nothing}
      title=${column.name}
      @click=${() => void choose(column)}
    >
      <span class="menu-mark">${chosen ? (options.mark?.(column) ?? icon("check")) : nothing}</span>
      <span class="picker-key">${column.key}</span>
      <span class="menu-aside">${aside(column)}</span>
    </div>`;
  }

  function noneLine(none: NonNullable<PickerOptions["none"]>): TemplateResult {
    return html`<div
      class="picker-line"
      role="option"
      aria-selected="false"
      @click=${() => {
        none.choose();
        popover.close();
      }}
    >
      <span class="menu-mark"></span><span class="picker-key">${none.label}</span>
    </div>`;
  }

  async function choose(column: ColumnInfo): Promise<void> {
    if (!options.several) popover.close();
    await options.choose(column);
    if (options.several && popover.element.isConnected) refresh();
  }

  function onKey(event: KeyboardEvent, shown: ColumnInfo[]): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) active = Math.max(0, Math.min(shown.length - 1, active + step));
    else if (event.key === "Enter") {
      const column = shown[active];
      if (column) void choose(column);
    } else return;
    event.preventDefault();
    refresh();
    popover.element.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }

  function refresh(): void {
    popover.refresh();
  }

  popover.element.querySelector("input")?.focus();
  return popover;
}

function aside(column: ColumnInfo): string {
  return column.differs === false ? `${column.kind} · constant` : column.kind;
}
