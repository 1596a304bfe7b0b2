import { initSync, textToHtml } from "../../generated/text.js";
import { compiled } from "../engine/compiled.js";
import type { Engine } from "../engine/glue.js";
import { Trouble } from "../engine/trouble.js";

let coming: Promise<void> | undefined;

/** What a text in Markdown looks like in a report, as HTML. Fetches what makes it, once. */
export async function reportText(text: string, engine: Engine, base: string): Promise<string> {
  coming ??= fetched(new URL("text_bg.wasm", base).href).catch((error: unknown) => {
    coming = undefined;
    throw error;
  });
  await coming;
  await engine.prepareText();
  try {
    return textToHtml(text, engine as unknown as Parameters<typeof textToHtml>[1]);
  } catch (error) {
    const [line = "", why = ""] = String(error).split("\t");
    throw new Trouble("The text cannot be shown", `line ${line}`, why, "Change that line.");
  }
}

async function fetched(address: string): Promise<void> {
  try {
    initSync({ module: await compiled(await fetch(address)) });
  } catch (error) {
    const why = error instanceof Error ? error.message : "no answer";
    throw new Trouble("What shows a text cannot be fetched", address, why, "Check the connection and try again.");
  }
}
