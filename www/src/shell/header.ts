import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";

import { icon, type IconName } from "../controls/icon.js";
import { openMenu } from "../controls/menu.js";
import { Part } from "../controls/part.js";
import { openPopover } from "../controls/popover.js";
import { bytesText, plural } from "../controls/quantity.js";
import type { SourceInfo, Theme } from "../engine/protocol.js";
import { openAddSource } from "./add_source.js";
import { openShare } from "./share.js";

const THEMES: Record<Theme, { label: string; icon: IconName }> = {
  auto: { label: "As the system", icon: "auto" },
  light: { label: "Light", icon: "sun" },
  dark: { label: "Dark", icon: "moon" },
};

/** The top of the page: what is open, how to open more, light or dark. */
@customElement("rl-header")
export class Header extends Part {
  protected override render(): TemplateResult {
    const { sources, view } = this.session.update;
    const theme = THEMES[view.theme];
    return html`<header class="header">
      <h1 class="brand">Runloom</h1>
      <ul class="sources" aria-label="Open sources">
        ${sources.map((source) => this.#chip(source))}
      </ul>
      ${sources.length > 0
        ? html`<button class="button add-source" aria-haspopup="dialog" @click=${(event: Event) => openAddSource(this.session, event)}>
            ${icon("plus")}<span>Add source</span>
          </button>`
        : nothing}
      <span class="header-space"></span>
      ${sources.length > 0
        ? html`<button class="button share-open" aria-haspopup="dialog" @click=${(event: Event) => openShare(this.session, event)}>${icon("link")}<span>Share</span></button>`
        : nothing}
      <button class="quiet" aria-haspopup="menu" aria-label=${`Theme: ${theme.label.toLowerCase()}`} title="Light or dark" @click=${this.#themeMenu}>
        ${icon(theme.icon)}
      </button>
    </header>`;
  }

  #chip(source: SourceInfo): TemplateResult {
    const notes = source.warnings.length;
    const folder = folderOf(source);
    const size = source.runs > 0 ? plural(source.runs, "run") : plural(source.historyPoints, "point");
    return html`<li class="chip-source">
      <button class="chip-source-main" aria-haspopup="dialog" title=${addressText(source) ?? source.name} @click=${(event: Event) => this.#details(event, source)}>
        <strong>${folder ?? source.name}</strong>
        <span class="soft">${folder === null ? size : `${source.name} · ${size}`}</span>
        ${notes > 0 ? html`<span class="chip-note" title=${plural(notes, "note")}>${icon("warning")}</span>` : nothing}
      </button>
      <button class="chip-remove" aria-label=${`Remove ${source.name}`} @click=${() => void this.session.close(source.id)}>${icon("close")}</button>
    </li>`;
  }

  #details(event: Event, source: SourceInfo): void {
    openPopover(event.currentTarget as HTMLElement, {
      role: "dialog",
      label: source.name,
      className: "details",
      content: () => html`
        <h2 class="panel-title">${source.name}</h2>
        <dl class="facts">
          <dt>Kind</dt>
          <dd>${source.kind}</dd>
          <dt>Runs</dt>
          <dd>${plural(source.runs, "run")}</dd>
          ${source.historyPoints > 0 ? html`<dt>History</dt><dd>${plural(source.historyPoints, "point")}</dd>` : nothing}
          <dt>Size</dt>
          <dd>${bytesText(source.bytes)}</dd>
          <dt>From</dt>
          <dd class="facts-long">${addressText(source) ?? "this computer; nothing was uploaded"}</dd>
        </dl>
        ${source.warnings.length > 0
          ? html`<h3 class="menu-heading">Worth knowing</h3>
              <ul class="notes">
                ${source.warnings.map((warning) => html`<li>${warning}</li>`)}
              </ul>`
          : nothing}
      `,
    });
  }

  readonly #themeMenu = (event: Event): void => {
    const now = this.session.update.view.theme;
    openMenu(
      event.currentTarget as HTMLElement,
      "Theme",
      (Object.keys(THEMES) as Theme[]).map((theme) => ({
        label: THEMES[theme].label,
        chosen: theme === now,
        run: () => void this.session.apply({ type: "theme", theme }),
      })),
    );
  };
}

/** Where a source is from; `null` for a file of this computer. */
function addressText({ url }: SourceInfo): string | null {
  return url?.startsWith("data:") ? "the link itself" : url;
}

/** Files of a run set are often all called `runs.parquet`; the folder tells them apart. */
function folderOf(source: SourceInfo): string | null {
  if (source.url?.startsWith("data:")) return null;
  const folder = source.url?.split(/[?#]/)[0]?.split("/").at(-2);
  return folder && /^(runs|history)\./.test(source.name) ? folder : null;
}
