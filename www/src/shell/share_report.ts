import { html, nothing } from "lit";

import { download } from "../chart/download.js";
import { bytesText } from "../controls/quantity.js";
import { Trouble, asTrouble } from "../engine/trouble.js";
import { siteAddress } from "../session/links.js";
import type { Session } from "../session/session.js";
import { ReportEditor } from "./report_editor.js";
import type { Tab } from "./share.js";

type State = { is: "ready" } | { is: "writing" } | { is: "saved"; name: string; bytes: number } | { is: "failed"; why: string };

/** The page for reports, below the page's own address. */
const TEMPLATE = "report.html";

/** The view with its runs and this whole page as one file. */
export function reportTab(session: Session, refresh: () => void): Tab {
  let title = "";
  let ownTitle = "";
  void session.reportTitle().then((found) => {
    ownTitle = found ?? "";
    refresh();
  });
  let state: State = { is: "ready" };
  const become = (next: State) => {
    state = next;
    refresh();
  };
  const editor = new ReportEditor(session, refresh);
  let writes = editor.text !== "";
  if (writes) editor.begin("");
  const write = () => {
    writes = true;
    editor.begin(title.trim() || ownTitle);
    refresh();
  };
  const save = async () => {
    if (state.is === "writing") return;
    become({ is: "writing" });
    const text = writes ? editor.text : "";
    const heading = /^#\s+(.+)$/m.exec(text)?.[1];
    try {
      become(await saved(session, title.trim() || heading || ownTitle, text));
    } catch (error) {
      const { where, why } = asTrouble(error, "The report cannot be saved", TEMPLATE);
      become({ is: "failed", why: where.startsWith("line ") ? `${where}: ${why}` : why });
    }
  };
  return {
    get wide() {
      return writes;
    },
    content: () => html`
      <p class="share-text">
        One HTML file with the runs of the filter, their histories and this page. It opens by double click, offline, and reaches nothing: whoever has it
        can filter, brush and export as here.
      </p>
      ${writes ? editor.content() : nothing}
      <div class="share-line">
        <input
          class="field share-title"
          aria-label="Title"
          placeholder=${ownTitle}
          .value=${title}
          @input=${(event: Event) => (title = (event.target as HTMLInputElement).value)}
        />
        ${writes ? nothing : html`<button class="button" @click=${write}>Write a text</button>`}
        <button class="button primary" aria-disabled=${state.is === "writing" ? "true" : nothing} @click=${save}>Save as report</button>
      </div>
      <p class=${state.is === "failed" ? "share-length share-failed" : "share-length"} role="status">${said(state)}</p>
    `,
  };
}

function said(state: State): string {
  switch (state.is) {
    case "ready":
      return "Nothing is uploaded: the file goes to your downloads.";
    case "writing":
      return "Writing the report…";
    case "saved":
      return `${state.name}, ${bytesText(state.bytes)}`;
    case "failed":
      return `The report was not saved: ${state.why}`;
  }
}

async function saved(session: Session, title: string, text: string): Promise<State> {
  const charts = session.update.view.panels.filter(({ shownBy }) => shownBy !== "table" && shownBy !== "suggest");
  const panels = charts.map(({ name }) => name);
  const html = await session.saveReport(title, panels, text, await template());
  const name = `${fileName(title)}.html`;
  download(name, new Blob([html], { type: "text/html" }));
  return { is: "saved", name, bytes: html.byteLength };
}

async function template(): Promise<string> {
  const address = siteAddress(TEMPLATE);
  const response = await fetch(address);
  if (!response.ok) throw new Trouble("The report cannot be saved", address, `the server answered ${response.status} for ${TEMPLATE}`, "Put it beside the page.");
  return response.text();
}

/** A title as the name of a file, on every system. */
function fileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join("-").slice(0, 60) || "report";
}
