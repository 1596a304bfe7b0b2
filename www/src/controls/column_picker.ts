import { html, nothing, type TemplateResult } from "lit";

import type { ColumnInfo } from "../engine/protocol.js";
import { icon } from "./icon.js";
import { openPopover, type Popover } from "./popover.js";
import { countText } from "./quantity.js";

export interface PickerChoice {
  label: string;
  /** Whether it is what holds now. */
  chosen?: () => boolean;
  choose: () => void;
}

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
  /** Choices before all columns. */
  none?: PickerChoice | PickerChoice[];
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
  const choices = options.none ? [options.none].flat() : [];
  let active = choices.length;
  /** A choice may be made of what holds, and so waits for the one before. */
  let choosing: Promise<void> = Promise.resolve();
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
    const lines = [...(text === "" ? choices : []), ...shown];
    active = Math.max(0, Math.min(active, lines.length - 1));
    return html`
      <div class="picker-search">
        ${icon("search")}
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="picker-list"
          aria-activedescendant=${lines.length > 0 ? `picker-${active}` : nothing}
          aria-label=${options.placeholder}
          placeholder=${options.placeholder}
          spellcheck="false"
          autocomplete="off"
          @input=${(event: Event) => {
            text = (event.target as HTMLInputElement).value;
            active = text === "" ? choices.length : 0;
            refresh();
          }}
          @keydown=${(event: KeyboardEvent) => onKey(event, lines)}
        />
      </div>
      ${header ? html`<div class="picker-header">${header}</div>` : nothing}
      <div id="picker-list" class="picker-list" role="listbox" aria-label=${options.label} aria-multiselectable=${options.several}>
        ${lines.map((line, index) => ("name" in line ? columnLine(line, index) : choiceLine(line, index)))}
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

  function choiceLine(choice: PickerChoice, index: number): TemplateResult {
    const chosen = choice.chosen?.() ?? false;
    return html`<div
      id=${`picker-${index}`}
      class="picker-line"
      role="option"
      aria-selected=${chosen}
      data-active=${index === active ? "" : nothing}
      @click=${() => take(choice)}
    >
      <span class="menu-mark">${chosen ? icon("check") : nothing}</span><span class="picker-key">${choice.label}</span>
    </div>`;
  }

  function take(choice: PickerChoice): void {
    choice.choose();
    popover.close();
  }

  async function choose(column: ColumnInfo): Promise<void> {
    if (!options.several) popover.close();
    choosing = choosing.then(() => options.choose(column));
    await choosing;
    if (options.several && popover.element.isConnected) refresh();
  }

  function onKey(event: KeyboardEvent, lines: (PickerChoice | ColumnInfo)[]): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) active = Math.max(0, Math.min(lines.length - 1, active + step));
    else if (event.key === "Enter") {
      const line = lines[active];
      if (line && "name" in line) void choose(line);
      else if (line) take(line);
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
