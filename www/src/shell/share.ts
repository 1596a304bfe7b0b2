import { html, nothing, type TemplateResult } from "lit";

import { openPopover } from "../controls/popover.js";
import { countText, plural } from "../controls/quantity.js";
import { Latest } from "../engine/latest.js";
import { namedSources } from "../session/fragment.js";
import { addressOfRuns, compactForm, sealedForm } from "../session/links.js";
import type { Session } from "../session/session.js";

/** What a link is to hold, and in which form. */
interface Wanted {
  data: boolean;
  rounded: boolean;
  form: "readable" | "compact" | "sealed";
}

interface Made {
  address: string;
  /** What it holds beside the view. */
  holds: string;
}

/** How long an address may be, and where it works up to that. */
const REACHES: { chars: number; works: string }[] = [
  { chars: 2_000, works: "works everywhere" },
  { chars: 8_000, works: "works in most chats and wikis" },
  { chars: 32_000, works: "works in browsers, not in most chats and wikis" },
];

const FORMS: { form: Wanted["form"]; label: string; meaning: string }[] = [
  { form: "readable", label: "Readable", meaning: "A person can read it, and change it." },
  { form: "compact", label: "Compact", meaning: "Shorter, where there is much in it." },
  { form: "sealed", label: "Sealed", meaning: "Encrypted, with its key in it: it tells nothing without being opened." },
];

/** As many digits are left of rounded numbers. */
const ROUNDED_DIGITS = 5;

/** Hands the view on as a link, beside the button that was pressed. */
export function openShare(session: Session, event: Event): void {
  const wanted: Wanted = { data: false, rounded: false, form: "readable" };
  let made: Made | null = null;
  let copied = false;
  const links = new Latest<Wanted, Made | null>(
    (asked) => makeLink(session, asked),
    (link) => {
      made = link;
      if (popover.element.isConnected) popover.refresh();
    },
  );
  const want = (change: Partial<Wanted>) => {
    Object.assign(wanted, change);
    copied = false;
    made = null;
    links.ask({ ...wanted });
    popover.refresh();
  };
  const copy = async () => {
    if (!made) return;
    try {
      await navigator.clipboard.writeText(made.address);
    } catch {
      popover.element.querySelector<HTMLInputElement>(".share-address")?.select();
      return;
    }
    copied = true;
    popover.refresh();
  };
  const popover = openPopover(event.currentTarget as HTMLElement, {
    role: "dialog",
    label: "Share this view",
    className: "share",
    content: () => html`
      <h2 class="panel-title">Share this view</h2>
      ${choices("What it holds", "share-data", [
        { label: "View", meaning: viewMeaning(session), chosen: !wanted.data, choose: () => want({ data: false }) },
        { label: "View and runs", meaning: "The runs in view with the columns that are shown ride in the link.", chosen: wanted.data, choose: () => want({ data: true }) },
      ])}
      ${wanted.data
        ? html`<label class="share-option share-under">
            <input type="checkbox" .checked=${wanted.rounded} @change=${(change: Event) => want({ rounded: (change.target as HTMLInputElement).checked })} />
            <span>Round numbers to ${ROUNDED_DIGITS} digits</span>
          </label>`
        : nothing}
      ${choices(
        "Form",
        "share-form",
        FORMS.map(({ form, label, meaning }) => ({ label, meaning, chosen: wanted.form === form, choose: () => want({ form }) })),
      )}
      <div class="share-line">
        <input class="field share-address" readonly aria-label="Link" .value=${made?.address ?? ""} @focus=${(focus: Event) => (focus.target as HTMLInputElement).select()} />
        <button class="button primary" aria-disabled=${made ? nothing : "true"} @click=${copy}>${copied ? "Copied" : "Copy link"}</button>
      </div>
      <p class="share-length" role="status">${made ? lengthText(made) : "Making the link…"}</p>
    `,
  });
  want({});
}

function choices(legend: string, name: string, lines: { label: string; meaning: string; chosen: boolean; choose: () => void }[]): TemplateResult {
  return html`<fieldset class="share-choices">
    <legend>${legend}</legend>
    ${lines.map(
      ({ label, meaning, chosen, choose }) => html`<label class="share-option">
        <input type="radio" name=${name} .checked=${chosen} @change=${choose} />
        <span>${label}<span class="soft share-meaning">${meaning}</span></span>
      </label>`,
    )}
  </fieldset>`;
}

function viewMeaning(session: Session): string {
  const { files } = namedSources(session.update.fragment);
  if (files.length === 0) return "Whoever opens it loads the runs from where they are now.";
  return `Whoever opens it needs ${files.join(", ")}, too: ${files.length === 1 ? "it is a file" : "these are files"} on this computer.`;
}

async function makeLink(session: Session, { data, rounded, form }: Wanted): Promise<Made | null> {
  let fragment = session.update.fragment;
  let holds = "";
  if (data) {
    const parts = await session.linkParts(rounded ? ROUNDED_DIGITS : undefined);
    if (!parts) return null;
    fragment = [`src=${await addressOfRuns(parts.runs)}`, parts.view].filter((part) => part !== "").join("&");
    holds = `${plural(parts.count, "run")} with ${plural(parts.columns, "column")}, `;
  }
  const written = form === "compact" ? await compactForm(fragment) : form === "sealed" ? await sealedForm(fragment) : fragment;
  const { origin, pathname, protocol, href } = location;
  const page = protocol === "file:" ? href.replace(/[?#].*$/, "") : `${origin}${pathname}`;
  return { address: `${page}#${written}`, holds };
}

function lengthText({ address, holds }: Made): string {
  const works = REACHES.find(({ chars }) => address.length <= chars)?.works ?? "too long for most browsers: filter the runs, or hide columns";
  return `${holds}${countText(address.length)} characters: ${works}`;
}
