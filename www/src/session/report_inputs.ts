import type { EngineClient } from "../engine/client.js";
import type { Input } from "../engine/messages.js";
import { mayBeReport, partInput } from "./inputs.js";

/** The files within a report; any other file itself. */
export async function filesIn(file: File, client: EngineClient | undefined): Promise<File[]> {
  const parts = (await client?.parts(file)) ?? null;
  return parts === null ? [file] : parts.map(({ name, bytes }) => new File([bytes], name));
}

/** The files within a report that an address means; any other input itself, and what is wrong with it shows when it is opened. */
export async function partsOf(input: Input, client: EngineClient | undefined): Promise<Input[]> {
  const names = mayBeReport(input) ? await client?.partNames(input).catch(() => null) : null;
  return names?.map((name) => partInput(input, name)) ?? [input];
}
