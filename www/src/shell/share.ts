import { html, type TemplateResult } from "lit";

import { openPopover } from "../controls/popover.js";
import { segments } from "../controls/segments.js";
import type { Session } from "../session/session.js";
import { embedTab } from "./share_embed.js";
import { linkTab } from "./share_link.js";
import { reportTab } from "./share_report.js";

/** One way to hand a view on. */
export interface Tab {
  /** Whether it needs most of the window. */
  readonly wide?: boolean;
  content(): TemplateResult;
}

type Way = "link" | "report" | "embed";

const WAYS: { value: Way; label: string; title: string }[] = [
  { value: "link", label: "Link", title: "An address that shows this" },
  { value: "report", label: "Report", title: "One HTML file that opens offline" },
  { value: "embed", label: "Embed", title: "One chart within another page" },
];

/** Hands the view on, beside the button that was pressed. A report can only be linked to: it has no page beside it. */
export function openShare(session: Session, event: Event): void {
  let way: Way = "link";
  const refresh = () => {
    if (!popover?.element.isConnected) return;
    popover.element.classList.toggle("wide", tab().wide ?? false);
    popover.refresh();
  };
  const tabs: Partial<Record<Way, Tab>> = {};
  const made: Partial<Record<Way, (session: Session, refresh: () => void) => Tab>> = RUNLOOM_REPORT ? {} : { report: reportTab, embed: embedTab };
  const tab = () => (tabs[way] ??= (made[way] ?? linkTab)(session, refresh));
  const choose = (chosen: Way) => {
    way = chosen;
    refresh();
  };
  let popover: ReturnType<typeof openPopover> | undefined;
  popover = openPopover(event.currentTarget as HTMLElement, {
    role: "dialog",
    label: "Share this view",
    className: "share",
    content: () => html`
      <h2 class="panel-title">Share this view</h2>
      ${RUNLOOM_REPORT ? "" : html`<div>${segments("As", WAYS, way, choose)}</div>`} ${tab().content()}
    `,
  });
}
