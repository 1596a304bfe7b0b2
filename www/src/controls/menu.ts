import { html, nothing, type TemplateResult } from "lit";

import { icon } from "./icon.js";
import { openPopover } from "./popover.js";

export type MenuEntry =
  | { heading: string }
  | {
      label: string;
      /** A key or a fact in soft ink at the right. */
      aside?: string;
      /** One of several: whether it is the one. */
      chosen?: boolean;
      /** Can be on or off by itself. */
      on?: boolean;
      disabled?: boolean;
      run: () => void;
    };

/** A menu beside `anchor`, with the arrow keys, Home, End, first letters and Escape. */
export function openMenu(anchor: HTMLElement, label: string, entries: MenuEntry[]): void {
  const popover = openPopover(anchor, { role: "menu", label, className: "menu", content: () => html`${entries.map(line)}` });
  const items = () => [...popover.element.querySelectorAll<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])")];

  function line(entry: MenuEntry): TemplateResult {
    if ("heading" in entry) return html`<div class="menu-heading" role="presentation">${entry.heading}</div>`;
    const role = entry.chosen !== undefined ? "menuitemradio" : entry.on !== undefined ? "menuitemcheckbox" : "menuitem";
    const checked = entry.chosen ?? entry.on;
    return html`<button
      class="menu-item"
      role=${role}
      aria-checked=${checked === undefined ? nothing : String(checked)}
      aria-disabled=${entry.disabled ? "true" : nothing}
      tabindex="-1"
      @click=${() => {
        if (entry.disabled) return;
        popover.close();
        entry.run();
      }}
    >
      <span class="menu-mark">${checked ? icon("check") : nothing}</span>
      <span class="menu-label">${entry.label}</span>
      ${entry.aside ? html`<span class="menu-aside">${entry.aside}</span>` : nothing}
    </button>`;
  }

  popover.element.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = target(event.key, at, all);
    if (event.key === "Tab") popover.close();
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    to.focus();
  });
  items()[0]?.focus();
}

function target(key: string, at: number, all: HTMLElement[]): HTMLElement | undefined {
  if (key === "ArrowDown") return all[(at + 1) % all.length];
  if (key === "ArrowUp") return all.at(at <= 0 ? -1 : at - 1);
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key.length !== 1 || key === " ") return undefined;
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return order.find((item) => item.querySelector(".menu-label")?.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}
