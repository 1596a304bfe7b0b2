import type { EngineError } from "./protocol.js";

/** `follow`: read the address again and go wherever it leads. */
export type Remedy = "follow";

/** An [`EngineError`], and what the page can do about it. */
export interface Remediable extends EngineError {
  remedy?: Remedy | null;
}

/** An [`EngineError`] that can be thrown. */
export class Trouble extends Error implements EngineError {
  constructor(
    readonly what: string,
    readonly where: string,
    readonly why: string,
    readonly hint: string,
    /** What the page can do about it, if the user agrees. */
    readonly remedy: Remedy | null = null,
  ) {
    super(`${what}: ${where}: ${why}`);
  }

  /** The plain form that crosses between worker and page. */
  plain(): Remediable {
    return { what: this.what, where: this.where, why: this.why, hint: this.hint, remedy: this.remedy };
  }
}

/** The user cancelled: nothing to tell. */
export class Cancelled extends Error {}

/** Turns anything thrown into the four parts that the page shows. */
export function asTrouble(thrown: unknown, what: string, where: string): Remediable {
  if (thrown instanceof Trouble) return thrown.plain();
  if (isEngineError(thrown)) return thrown;
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return { what, where, why, hint: "Try again. If it happens again, please report it with the steps that led here." };
}

function isEngineError(value: unknown): value is EngineError {
  return (
    typeof value === "object" &&
    value !== null &&
    ["what", "where", "why", "hint"].every((key) => typeof (value as Record<string, unknown>)[key] === "string")
  );
}
