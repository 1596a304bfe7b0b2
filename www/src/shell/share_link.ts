import { html, nothing, type TemplateResult } from "lit";

import { countText, plural } from "../controls/quantity.js";
import { Latest } from "../engine/latest.js";
import { asTrouble } from "../engine/trouble.js";
import { namedSources } from "../session/fragment.js";
import { compactForm, fragmentWithRuns, pageAddress } from "../session/links.js";
import { sealedFile, type SealedFile } from "../session/sealed_file.js";
import { sealedForm } from "../session/sealing.js";
import type { Session } from "../session/session.js";
import { copyButton } from "./copy_button.js";
import type { Tab } from "./share.js";
import { sealedFilePart } from "./share_sealed_file.js";

/** What a link is to hold, and in which form. */
interface Wanted {
  data: boolean;
  rounded: boolean;
  form: "readable" | "compact" | "sealed";
  /** Whether what is sealed is to be a file, and not in the link. */
  inFile: boolean;
}

/** What was made of that. */
export interface Made {
  fragment: string;
  /** What the link names, where that is a file. */
  file: SealedFile | null;
  /** What it holds beside the view. */
  holds: string;
  /** Why there is no link; empty where there is one. */
  problem: string;
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

/** The view as a link. */
export function linkTab(session: Session, refresh: () => void): Tab {
  const wanted: Wanted = { data: false, rounded: false, form: "readable", inFile: false };
  let made: Made | null = null;
  const filePart = RUNLOOM_REPORT ? null : sealedFilePart(refresh);
  const links = new Latest<Wanted, Made | null>(
    (asked) => makeLink(session, asked).catch((error: unknown): Made => ({ fragment: "", file: null, holds: "", problem: asTrouble(error, "There is no link", "this page").why })),
    (link) => {
      made = link;
      refresh();
    },
  );
  const want = (change: Partial<Wanted>) => {
    Object.assign(wanted, change);
    made = null;
    links.ask({ ...wanted });
    refresh();
  };
  links.ask({ ...wanted });
  return {
    content: () => {
      const link = made && (filePart?.link(made) ?? made);
      const address = link && link.problem === "" ? `${pageAddress()}#${link.fragment}` : "";
      return html`
        ${choices("What it holds", "share-data", [
          { label: "View", meaning: viewMeaning(session), chosen: !wanted.data, choose: () => want({ data: false }) },
          { label: "View and runs", meaning: "The runs in view with the columns that are shown ride along.", chosen: wanted.data, choose: () => want({ data: true }) },
        ])}
        ${wanted.data ? option(`Round numbers to ${ROUNDED_DIGITS} digits`, wanted.rounded, (rounded) => want({ rounded })) : nothing}
        ${choices(
          "Form",
          "share-form",
          FORMS.map(({ form, label, meaning }) => ({ label, meaning, chosen: wanted.form === form, choose: () => want({ form }) })),
        )}
        ${!RUNLOOM_REPORT && wanted.form === "sealed"
          ? html`${option("In a file, with only its key in the link", wanted.inFile, (inFile) => want({ inFile }))} ${wanted.inFile ? filePart?.content(made) : nothing}`
          : nothing}
        <div class="share-line">
          <input class="field share-address" readonly aria-label="Link" .value=${address} @focus=${(focus: Event) => (focus.target as HTMLInputElement).select()} />
          ${copyButton("Copy link", address || null, refresh)}
        </div>
        <p class="share-length" role="status">${link ? lengthText(link, address.length) : "Making the link…"}</p>
      `;
    },
  };
}

function option(label: string, chosen: boolean, choose: (chosen: boolean) => void): TemplateResult {
  return html`<label class="share-option share-under">
    <input type="checkbox" .checked=${chosen} @change=${(change: Event) => choose((change.target as HTMLInputElement).checked)} />
    <span>${label}</span>
  </label>`;
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

async function makeLink(session: Session, { data, rounded, form, inFile }: Wanted): Promise<Made | null> {
  let fragment = session.update.fragment;
  let holds = "";
  if (data) {
    const parts = await session.linkParts(rounded ? ROUNDED_DIGITS : undefined);
    if (!parts) return null;
    fragment = await fragmentWithRuns(parts);
    holds = `${plural(parts.count, "run")} with ${plural(parts.columns, "column")}, `;
  }
  const made: Made = { fragment, file: null, holds, problem: "" };
  if (form === "compact") return { ...made, fragment: await compactForm(fragment) };
  if (form === "readable") return made;
  if (!RUNLOOM_REPORT && inFile) return { ...made, file: await sealedFile(fragment) };
  return { ...made, fragment: await sealedForm(fragment) };
}

function lengthText({ holds, problem }: Made, chars: number): string {
  if (problem !== "") return `There is no link: ${problem}.`;
  const works = REACHES.find((reach) => chars <= reach.chars)?.works ?? "too long for most browsers: filter the runs, or hide columns";
  return `${holds}${countText(chars)} characters: ${works}`;
}
