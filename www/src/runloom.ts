/**
 * What another page loads: `<script type="module" src="runloom.js"></script>`. It defines `<runloom-chart>` and `<runloom-report>`; where a page
 * has them already, of whatever version, those stay.
 */

declare global {
  var runloomElements: string | undefined;
}

export const version = "0.1.0";

if (globalThis.runloomElements === undefined) {
  globalThis.runloomElements = version;
  const { defineElements } = await import("./embed/elements.js");
  defineElements(new URL(".", import.meta.url).href);
} else if (globalThis.runloomElements !== version) {
  console.warn(`Runloom ${globalThis.runloomElements} is on this page already and draws all of its charts; ${version} does nothing.`);
}
