import { render, type TemplateResult } from "lit";

export interface PopoverOptions {
  /** `menu` or `dialog`. */
  role: string;
  label: string;
  className: string;
  /** Drawn once and again at each `refresh`. */
  content: () => TemplateResult;
  onClose?: () => void;
}

export interface Popover {
  element: HTMLElement;
  refresh(): void;
  close(): void;
}

const MARGIN_PX = 8;

/** What may lie over everything else beside `anchor`: the document, or an element of another's page. */
export function overlayRoot(anchor: Element): HTMLElement | ShadowRoot {
  const root = anchor.getRootNode();
  return root instanceof ShadowRoot ? root : document.body;
}

/** Shows something beside `anchor` above everything else. Escape, a click elsewhere or `close` ends it and gives the focus back. */
export function openPopover(anchor: HTMLElement, options: PopoverOptions): Popover {
  const element = document.createElement("div");
  element.popover = "auto";
  element.className = `popover ${options.className}`;
  element.setAttribute("role", options.role);
  element.setAttribute("aria-label", options.label);
  const root = overlayRoot(anchor);
  root.append(element);
  const refresh = () => render(options.content(), element);
  refresh();
  anchor.setAttribute("aria-expanded", "true");
  element.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState !== "closed") return;
    const { activeElement } = root instanceof ShadowRoot ? root : document;
    const hadFocus = activeElement === null || element.contains(activeElement) || activeElement === document.body;
    anchor.setAttribute("aria-expanded", "false");
    element.remove();
    if (hadFocus && anchor.isConnected) anchor.focus();
    options.onClose?.();
  });
  element.showPopover();
  place(element, anchor);
  return {
    element,
    refresh: () => {
      refresh();
      place(element, anchor);
    },
    close: () => element.hidePopover(),
  };
}

function place(element: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const left = Math.max(MARGIN_PX, Math.min(at.left, innerWidth - width - MARGIN_PX));
  const below = at.bottom + 4;
  const above = at.top - 4 - height;
  const fits = below + height <= innerHeight - MARGIN_PX || above < MARGIN_PX;
  const top = Math.max(MARGIN_PX, Math.min(fits ? below : above, innerHeight - height - MARGIN_PX));
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}
