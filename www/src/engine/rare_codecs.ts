import { initSync, unpack } from "../../generated/codecs.js";
import type { HeldModules } from "./held_files.js";
import { OnDemand } from "./on_demand.js";

export { unpack };

/** Makes a worker of a report ready to unpack: the module is at hand. */
export function initHeldCodecs(held: HeldModules): void {
  initSync({ module: held.codecs });
}

/** What unpacks Brotli and Zstandard. Most files do without, so it is no part of the engine. */
export const CODECS = new OnDemand("codecs_bg.wasm", (module) => initSync({ module }), {
  what: "What unpacks this file cannot be fetched",
  hint: "Check the connection and open the file again.",
});
