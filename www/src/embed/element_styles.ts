/** The page's styles, for an element of another's page: they hold within it and nowhere else. */

import tokens from "../../styles/tokens.css";
import base from "../../styles/base.css";
import shell from "../../styles/shell.css";
import controls from "../../styles/controls.css";
import dashboard from "../../styles/dashboard.css";
import chart from "../../styles/chart.css";
import history from "../../styles/history.css";
import importance from "../../styles/importance.css";
import suggest from "../../styles/suggest.css";
import grid from "../../styles/grid.css";
import groups from "../../styles/groups.css";
import print from "../../styles/print.css";
import embed from "../../styles/embed.css";

const ELEMENT = `
:host {
  display: block;
  height: 420px;
  min-height: 0;
  contain: content;
  background: var(--panel);
}
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all elements. */
export function elementStyles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(scoped([tokens, base, shell, controls, dashboard, chart, history, importance, suggest, grid, groups, print, embed].join("\n")) + ELEMENT);
  }
  return sheet;
}

/** What is said of the document is said of the element. */
function scoped(css: string): string {
  return css
    .replace(/:root((?:\[[^\]]*\])+)/g, ":host($1)")
    .replaceAll(":root", ":host")
    .replace(/^(html|body) \{/gm, ":host {");
}
