import { initSync, textToHtml } from "../../generated/text.js";
import type { Engine } from "../engine/glue.js";
import { OnDemand } from "../engine/on_demand.js";
import { Trouble } from "../engine/trouble.js";

const TEXT = new OnDemand("text_bg.wasm", (module) => initSync({ module }), {
  what: "What shows a text cannot be fetched",
  hint: "Check the connection and try again.",
});

/** What a text in Markdown looks like in a report, as HTML. */
export async function reportText(text: string, engine: Engine, base: string): Promise<string> {
  await TEXT.bring(base);
  await engine.prepareText();
  try {
    return textToHtml(text, engine as unknown as Parameters<typeof textToHtml>[1]);
  } catch (error) {
    const [line = "", why = ""] = String(error).split("\t");
    throw new Trouble("The text cannot be shown", `line ${line}`, why, "Change that line.");
  }
}
