import { html } from "lit";

import { Latest } from "../engine/latest.js";
import { namedSources } from "../session/fragment.js";
import { fragmentWithRuns, siteAddress } from "../session/links.js";
import type { Session } from "../session/session.js";
import { copyButton } from "./copy_button.js";
import { HOSTS, type Host } from "./embed_hosts.js";
import type { Tab } from "./share.js";

interface Wanted {
  host: Host;
  panel: string;
}

/** As high as an embedded chart is, in CSS pixels. */
const HEIGHT_PX = 420;

/** One chart of the view within another page. */
export function embedTab(session: Session, refresh: () => void): Tab {
  const panels = session.update.view.panels.filter(({ shownBy }) => shownBy !== "suggest");
  const [host] = HOSTS;
  const wanted: Wanted = { host, panel: panels[0]?.name ?? "parallel" };
  let snippet: string | null = null;
  const snippets = new Latest<Wanted, string | null>(
    (asked) => makeSnippet(session, asked),
    (made) => {
      snippet = made;
      refresh();
    },
  );
  const want = (change: Partial<Wanted>) => {
    Object.assign(wanted, change);
    snippet = null;
    snippets.ask({ ...wanted });
    refresh();
  };
  snippets.ask({ ...wanted });
  const chosen = (event: Event) => (event.target as HTMLSelectElement).value;
  return {
    content: () => html`
      <div class="share-line">
        <label class="share-label">
          <span>Chart</span>
          <select class="field" @change=${(event: Event) => want({ panel: chosen(event) })}>
            ${panels.map(({ name, title }) => html`<option value=${name} ?selected=${name === wanted.panel}>${title}</option>`)}
          </select>
        </label>
        <label class="share-label">
          <span>In</span>
          <select class="field" @change=${(event: Event) => want({ host: HOSTS.find(({ name }) => name === chosen(event)) ?? host })}>
            ${HOSTS.map(({ name }) => html`<option ?selected=${name === wanted.host.name}>${name}</option>`)}
          </select>
        </label>
      </div>
      <textarea class="field share-snippet" readonly rows="4" aria-label="Snippet" .value=${snippet ?? ""} @focus=${(focus: Event) => (focus.target as HTMLTextAreaElement).select()}></textarea>
      <div class="share-line share-end">
        <p class="share-length" role="status">${snippet === null ? "Making the snippet…" : wanted.host.note}</p>
        ${copyButton("Copy embed", snippet, refresh)}
      </div>
    `,
  };
}

/** Runs of files of this computer ride in the snippet; others are loaded from where they are. */
async function makeSnippet(session: Session, { host, panel }: Wanted): Promise<string | null> {
  const isLocal = namedSources(session.update.fragment).files.length > 0;
  const runs = isLocal ? await session.linkParts() : null;
  if (isLocal && !runs) return null;
  const fragment = runs ? await fragmentWithRuns(runs) : session.update.fragment;
  const parts = fragment.split("&").map(withWholeAddress);
  const view = parts.filter((part) => !part.startsWith("panels=")).join("&");
  const title = session.update.view.panels.find(({ name }) => name === panel)?.title ?? "Runs";
  return host.snippet({ site: siteAddress(""), view, page: parts.join("&"), title, panel, height_px: HEIGHT_PX });
}

/** A part of a fragment; a source in it is named so that it is found from any page. */
function withWholeAddress(part: string): string {
  const [, written = ""] = /^src=(.*)$/s.exec(part) ?? [];
  if (written === "" || written.startsWith("data:")) return part;
  return `src=${encodeURI(new URL(decodeURIComponent(written), siteAddress("")).href).replaceAll("&", "%26")}`;
}
