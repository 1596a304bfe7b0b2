/** What is said of an engine that stopped. */

import type { EngineStopped } from "../engine/client.js";
import type { Input } from "../engine/messages.js";
import type { EngineError } from "../engine/protocol.js";

/** What is being opened, in words. */
export function namesOf(inputs: Input[]): string {
  return inputs.map((input) => input.name).join(", ");
}

/** What the user is told of an engine that stopped while it opened something. */
export function stoppedWhileOpening(inputs: Input[], error: EngineStopped): EngineError {
  const hint = "What was open before is opened again. Please report it with the file, if you may share it.";
  return { what: "The engine stopped while opening", where: namesOf(inputs), why: firstLine(error.why), hint };
}

/** What a panic says, without the place in the source that it starts with. */
export function firstLine(text: string): string {
  const [first = "", ...rest] = text.split("\n").filter((line) => line.trim() !== "");
  return /^panicked at /.test(first) ? (rest[0] ?? first) : first;
}
