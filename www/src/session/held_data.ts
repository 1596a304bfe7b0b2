import type { Input } from "../engine/messages.js";

/** The files of data that this document holds: those of a report. */
export function heldInputs(): Input[] {
  const scripts = document.querySelectorAll<HTMLScriptElement>('script[type="application/vnd.apache.parquet"]');
  return [...scripts].map(({ text, dataset }) => ({
    name: dataset["name"] ?? "runs.parquet",
    url: null,
    from: { packed: text, sha256: dataset["sha256"] ?? "" },
  }));
}

/** The fragment that a report begins with. */
export function heldFragment(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="runloom-view"]')?.content ?? "";
}
