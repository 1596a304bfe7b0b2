/** Where a chart can be embedded, and what has to be written there. */

/** What is embedded. */
export interface Embedded {
  /** The address of the folder that the page lies in. */
  site: string;
  /** What a link says of the view after its #, but for its panels. */
  view: string;
  /** The same with them. */
  page: string;
  /** The panel: `parallel`, `scatter-2`. */
  panel: string;
  title: string;
  height_px: number;
}

export interface Host {
  name: string;
  /** What the host allows, in a sentence or two. */
  note: string;
  snippet(embedded: Embedded): string;
}

export const HOSTS: [Host, ...Host[]] = [
  { name: "HTML", note: "Any page that you write yourself.", snippet: iframe },
  { name: "Element", note: "For pages with scripts: all charts of a page share one engine.", snippet: element },
  { name: "GitHub, GitLab", note: "Pictures only: export the chart as PNG or SVG, put it beside the text, and it links to the live page.", snippet: picture },
  { name: "Confluence", note: "Type /iframe and give this address; an administrator may have to allow its host.", snippet: addressOf },
  { name: "Notion", note: "Type /embed and give this address. It has to be public, with https.", snippet: addressOf },
  { name: "MediaWiki", note: "Pictures only: upload the chart as SVG without pixels, or PNG, as chart.svg.", snippet: ({ site, page, title }) => `[[File:chart.svg|frameless|upright=3|link=${forWiki(`${site}#${page}`)}|${forWiki(title)}]]` },
  { name: "Jupyter", note: "A cell of Python. JupyterLab shows it where the address can be reached.", snippet: (embedded) => `from IPython.display import IFrame\n\nIFrame(${JSON.stringify(addressOf(embedded))}, width="100%", height=${embedded.height_px})` },
  { name: "Obsidian", note: "Shown in reading view and live preview.", snippet: iframe },
  { name: "Quarto", note: "For HTML output; other formats leave it out.", snippet: (embedded) => `\`\`\`{=html}\n${iframe(embedded)}\n\`\`\`` },
];

/** The chart alone. */
function addressOf({ site, view, panel }: Embedded): string {
  return `${site}embed.html#${view}&panels=${panel}`;
}

function iframe(embedded: Embedded): string {
  const { title, height_px } = embedded;
  return `<iframe src="${forAttribute(addressOf(embedded))}" title="${forAttribute(title)}" width="100%" height="${height_px}" loading="lazy" allow="fullscreen; clipboard-write" frameborder="0"></iframe>`;
}

function element({ site, view, panel, height_px }: Embedded): string {
  return `<script type="module" src="${forAttribute(`${site}runloom.js`)}"></script>\n<runloom-chart view="${forAttribute(view)}" kind="${forAttribute(panel)}" height="${height_px}"></runloom-chart>`;
}

function picture({ site, page, title }: Embedded): string {
  return `[![${title.replace(/[[\]\\]/g, "\\$&")}](chart.png)](<${`${site}#${page}`.replace(/[<>]/g, encodeURIComponent)}>)`;
}

function forAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** What would end a link or a caption. */
function forWiki(text: string): string {
  return text.replace(/[[\]{}|<>]/g, encodeURIComponent);
}
