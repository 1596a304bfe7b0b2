/** The native command line, for answers to compare with. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { environment } from "./environment.ts";

/** `runloom query ... --format json`. */
export function query(sources: string[], options: string[]): Record<string, unknown>[] {
  const output = execFileSync(environment("RUNLOOM_CLI"), ["query", ...sources, ...options, "--format", "json"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return JSON.parse(output) as Record<string, unknown>[];
}

/** Writes the runs of one file as another, in the format that its name says. */
export function convert(source: string, output: string): void {
  execFileSync(environment("RUNLOOM_CLI"), ["query", source, "--output", output]);
}

/** Writes what the arguments ask for into `output`: a file's bytes. */
export function written(output: string, args: string[]): Buffer {
  execFileSync(environment("RUNLOOM_CLI"), [...args, "--output", output], { stdio: ["ignore", "ignore", "pipe"] });
  return readFileSync(output);
}
