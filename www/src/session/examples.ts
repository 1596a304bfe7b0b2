import { isReport } from "../engine/held_files.js";

/** Real runs that come with the page. */
export interface Example {
  name: string;
  title: string;
  description: string;
  runs: number;
  /** Relative to `examples/`. */
  files: string[];
}

const FOLDER = "examples/";
let examples: Promise<Example[]> | undefined;

/** The examples beside the page; none where they were not put, and none of a report, which reaches nothing. */
export function loadExamples(): Promise<Example[]> {
  if (isReport()) return Promise.resolve([]);
  examples ??= fetch(`${FOLDER}index.json`).then(
    (response) => (response.ok ? (response.json() as Promise<Example[]>) : []),
    () => [],
  );
  return examples;
}

/** The addresses of an example, relative to the page. */
export function exampleUrls(example: Example): string[] {
  return example.files.map((file) => FOLDER + file);
}
