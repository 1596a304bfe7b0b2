import { initSync, pack } from "../../generated/packer.js";
import { OnDemand } from "./on_demand.js";

export { pack };

/** What packs with Zstandard. */
export const PACKER = new OnDemand("packer_bg.wasm", (module) => initSync({ module }), {
  what: "What packs a report cannot be fetched",
  hint: "Check the connection and try again.",
});
