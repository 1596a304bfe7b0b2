import { html, nothing, type TemplateResult } from "lit";

import { download } from "../chart/download.js";
import { asTrouble } from "../engine/trouble.js";
import { urlInput } from "../session/inputs.js";
import type { SealedFile } from "../session/sealed_file.js";
import { fragmentOfFile } from "../session/sealing.js";
import type { Made } from "./share_link.js";

/** What the dialog has for a link to a sealed file. */
interface SealedFilePart {
  content(made: Made | null): TemplateResult;
  /** What was made, with a link that names the file where it will lie. */
  link(made: Made): Made;
}

/** A sealed file that goes to the downloads, and whose link holds its key. */
export function sealedFilePart(refresh: () => void): SealedFilePart {
  let address = "runs.sealed";
  let saved: SealedFile | null = null;
  const save = (file: SealedFile) => {
    saved = file;
    download(nameIn(address), new Blob([file.bytes]));
    refresh();
  };
  return {
    content: (made) => html`
      <p class="share-text">Save the file, upload it to its address, and send the link. An address without a host is one beside this page.</p>
      <div class="share-line">
        <label class="share-label">
          <span>Address of the file</span>
          <input
            class="field"
            inputmode="url"
            autocapitalize="none"
            autocomplete="off"
            spellcheck="false"
            .value=${address}
            @input=${(input: Event) => {
              address = (input.target as HTMLInputElement).value;
              refresh();
            }}
          />
        </label>
        <button class="button" aria-disabled=${made?.file ? nothing : "true"} @click=${() => made?.file && save(made.file)}>Save file</button>
      </div>
    `,
    link(made) {
      const { file } = made;
      if (file === null) return made;
      return { ...made, fragment: fragmentOfFile(file.key, address), problem: problemOf(address), holds: `${savedText(file, saved)} ${made.holds}` };
    },
  };
}

function savedText(file: SealedFile, saved: SealedFile | null): string {
  if (saved === file) return "The file is in your downloads.";
  return saved === null ? "The file has still to be saved." : "Save the file again: this link does not open the one that was saved before.";
}

function problemOf(address: string): string {
  if (address.trim() === "") return "the file has no address";
  if (/\/\s*$/.test(address)) return "the address of the file is that of a folder";
  try {
    urlInput(address);
    return "";
  } catch (error) {
    return asTrouble(error, "There is no link", address).why;
  }
}

/** What a file is called that will lie at an address. */
function nameIn(address: string): string {
  return problemOf(address) === "" ? urlInput(address).name : "runs.sealed";
}
