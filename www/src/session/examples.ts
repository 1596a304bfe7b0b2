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

/** The examples beside the page; none where they were not put. */
export function loadExamples(): Promise<Example[]> {
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
