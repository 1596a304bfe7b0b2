/** The script of the page, and of the page with one chart. With `?test` in the address, tests can make the engine fail. */

import "./embed/embed.js";
import { tellDocumentHeight } from "./embed/framing.js";
import { isReport } from "./engine/held_files.js";
import { App } from "./shell/app.js";

declare global {
  interface Document {
    runloomTest?: { crash(): Promise<void> };
  }
}

if (isReport()) tellDocumentHeight();

if (new URLSearchParams(location.search).has("test")) {
  document.runloomTest = {
    crash: async () => {
      const app = document.querySelector("rl-app");
      if (app instanceof App) await app.session.crash();
    },
  };
}
