import { html, type TemplateResult } from "lit";

import { icon } from "../controls/icon.js";
import { openMenu, type MenuEntry } from "../controls/menu.js";
import type { ExportForm } from "../engine/protocol.js";
import { asTrouble } from "../engine/trouble.js";
import type { Session } from "../session/session.js";
import { currentPalette } from "../session/theme.js";
import { download } from "./download.js";
import { svgToPng } from "./svg_to_png.js";

/** What a panel tells of the chart that it shows. */
export interface Exportable {
  panel: string;
  /** What the files are called, without their ending. */
  fileName: string;
  /** The size that the chart was asked for and the size that it took, in CSS pixels; `null` while there is no picture. */
  size: { asked: Size; taken: Size } | null;
  /** What stands for the pixels where they are left out: `a line a run`; `null` where nothing does. */
  marks: string | null;
  /** What the lines of its data are. */
  data: string;
}

interface Size {
  width_px: number;
  height_px: number;
}

const SCALES = [1, 2, 3];

/** Device pixels a CSS pixel of the pixels in an SVG, on every screen and on the command line. */
const SVG_SCALE = 2;

/** The button that opens the menu of a chart's files. */
export function exportButton(session: Session, chart: Exportable): TemplateResult {
  return html`<button
    class="quiet"
    aria-haspopup="menu"
    ?disabled=${chart.size === null}
    @click=${(event: Event) => openExportMenu(session, event.currentTarget as HTMLElement, chart)}
  >
    Export${icon("down")}
  </button>`;
}

function openExportMenu(session: Session, anchor: HTMLElement, chart: Exportable): void {
  const { size, fileName } = chart;
  if (!size) return;
  const { width_px, height_px } = size.taken;
  const file = (form: ExportForm, devicePixelRatio: number) =>
    session.export({ panel: chart.panel, form, picture: { ...size.asked, devicePixelRatio, palette: currentPalette(session.around.root) } });
  const save = (name: string, type: string, form: ExportForm) => async () => {
    const bytes = await file(form, SVG_SCALE);
    if (bytes !== null) download(name, new Blob([bytes], { type }));
  };
  const png = (scale: number) => async () => {
    const svg = await file("svg", scale);
    if (svg !== null) download(`${fileName}${scale === 1 ? "" : `@${scale}x`}.png`, await svgToPng(svg, scale));
  };
  const entry = (label: string, aside: string, work: () => Promise<void>): MenuEntry => ({
    label,
    aside,
    run: () => void work().catch((error: unknown) => session.report(asTrouble(error, "The chart cannot be exported", label))),
  });
  const pixels = (scale: number) => `${Math.ceil(width_px * scale)} × ${Math.ceil(height_px * scale)}`;
  openMenu(anchor, "Export the chart", [
    { heading: "Picture" },
    entry("SVG", "runs as pixels", save(`${fileName}.svg`, "image/svg+xml", "svg")),
    ...(chart.marks === null ? [] : [entry("SVG without pixels", chart.marks, save(`${fileName}.svg`, "image/svg+xml", "vector"))]),
    ...SCALES.map((scale) => entry(`PNG ${scale}×`, pixels(scale), png(scale))),
    { heading: "Data" },
    entry("CSV", chart.data, save(`${fileName}.csv`, "text/csv", "csv")),
    entry("Parquet", chart.data, save(`${fileName}.parquet`, "application/vnd.apache.parquet", "parquet")),
  ]);
}
