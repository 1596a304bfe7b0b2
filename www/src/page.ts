/** The page's script. With `?test` in the address, tests can make the engine fail. */

import { App } from "./shell/app.js";

declare global {
  interface Document {
    runloomTest?: { crash(): Promise<void> };
  }
}

if (new URLSearchParams(location.search).has("test")) {
  document.runloomTest = {
    crash: async () => {
      const app = document.querySelector("rl-app");
      if (app instanceof App) await app.session.crash();
    },
  };
}
