import type { EngineError } from "../engine/protocol.js";

/** Something that went wrong, until the user dismisses it. */
export interface Problem {
  error: EngineError;
  /** What the user may have the page do about it. */
  remedy: { label: string; run: () => void } | null;
}

/** The problems with one more at the end; the same one is not said twice. */
export function withProblem(problems: Problem[], problem: Problem): Problem[] {
  return [...problems.filter((other) => !same(other.error, problem.error)), problem];
}

function same(one: EngineError, other: EngineError): boolean {
  return one.what === other.what && one.where === other.where && one.why === other.why;
}
