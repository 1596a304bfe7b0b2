import type { PanelInfo } from "../engine/protocol.js";

/** What of a link is about one chart, by what shows it; a plot's own keys begin with its name. */
const KEYS: Partial<Record<PanelInfo["shownBy"], RegExp>> = {
  parallel: /^(axes|brush|color|curves|bands)$/,
  history: /^(history|history-.+|smooth|color)$/,
  importance: /^importance\./,
  plot: /^color$/,
};

/** A chart of the view as a block in the text of a report. */
export function chartBlock({ name, shownBy, title, kind }: PanelInfo, fragment: string): string {
  const word = name.replace(/-\d+$/, "");
  const own = `${name}.`;
  const lines = fragment.split("&").flatMap((part) => {
    const cut = part.indexOf("=");
    const [key, value] = [part.slice(0, cut), decodeURIComponent(part.slice(cut + 1))];
    if (KEYS[shownBy]?.test(key)) return [`${key}: ${value}`];
    return shownBy === "plot" && key.startsWith(own) && !/\.(at|title)$/.test(key) ? [`${word}.${key.slice(own.length)}: ${value}`] : [];
  });
  const caption = title === kind ? [] : [`caption: ${title}`];
  return ["```runloom", `kind: ${shownBy === "plot" ? word : shownBy}`, ...lines, ...caption, "```"].join("\n");
}
