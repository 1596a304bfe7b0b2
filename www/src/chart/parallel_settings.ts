import { html, nothing, type TemplateResult } from "lit";

import { openPopover } from "../controls/popover.js";
import { segments, type Segment } from "../controls/segments.js";
import type { BandsName, ColourScaleName, Intent } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

const SCALES: Segment<ColourScaleName>[] = [
  { value: "automatic", label: "Automatic", title: "Linear, or logarithmic where the values span more than a factor of 100" },
  { value: "linear", label: "Linear" },
  { value: "log", label: "Log" },
  { value: "quantile", label: "By rank", title: "Equal numbers of runs for each colour" },
  { value: "centred", label: "Centred", title: "Two hues that grow stronger with the distance from a value" },
];

const BANDS: Segment<BandsName | "none">[] = [
  { value: "none", label: "None", title: "A line a run" },
  { value: "quartiles", label: "Middle half", title: "The median of each colour, and a band with the middle half of its runs" },
  { value: "minmax", label: "All", title: "The median of each colour, and a band with all of its runs" },
];

/** Curves, bands and the scale of the colours. */
export function openParallelSettings(session: Session, anchor: HTMLElement): void {
  let wrong = false;
  const popover = openPopover(anchor, { role: "dialog", label: "How the lines are drawn", className: "history-settings", content });
  popover.element.querySelector<HTMLElement>("[role=radio][aria-checked=true]")?.focus();

  async function change(intent: Intent): Promise<void> {
    await session.apply(intent);
    if (popover.element.isConnected) popover.refresh();
  }

  function content(): TemplateResult {
    const { colour, drawing } = session.update.view;
    const { curves, bands, colourScale, colourCentre } = drawing;
    const byName = session.update.columns.some(({ name, valueType }) => name === colour && (valueType === "category" || valueType === "boolean"));
    return html`<dl class="group-settings">
      <dt>Lines</dt>
      <dd>
        ${segments("Lines between axes", [{ value: "straight", label: "Straight" }, { value: "curved", label: "Curved", title: "Level at the axes" }], curves ? "curved" : "straight", (lines) => void change({ type: "draw", curves: lines === "curved", bands }))}
      </dd>
      <dt>Bands</dt>
      <dd>
        ${segments("Bands of the colours", BANDS, bands ?? "none", (value) => void change({ type: "draw", curves, bands: value === "none" ? null : value }))}
        ${byName ? nothing : html`<p class="setting-note">For colours of names, or of up to eight numbers.</p>`}
      </dd>
      <dt>Colours</dt>
      <dd>
        ${colour === null || byName
          ? html`<p class="setting-note">${colour === null ? "The runs have no colours." : "These colours are names and have no scale."}</p>`
          : html`${segments("Scale of the colours", SCALES, colourScale, (scale) => void change({ type: "colourScale", scale, centre: colourCentre }))}
            ${colourScale === "centred" ? centre(colourCentre) : nothing}`}
      </dd>
    </dl>`;
  }

  function centre(value: number | null): TemplateResult {
    return html`<label class="setting-field">
      <span>around</span>
      <input type="text" inputmode="decimal" placeholder="the median" aria-label="The middle of the colours" aria-invalid=${wrong} .value=${value === null ? "" : String(value)} @change=${onCentre} />
      ${wrong ? html`<span role="alert" class="wrong">Write a number, or nothing for the median.</span>` : nothing}
    </label>`;
  }

  function onCentre(event: Event): void {
    const text = (event.target as HTMLInputElement).value.trim();
    const number = text === "" ? null : Number(text);
    wrong = number !== null && !Number.isFinite(number);
    if (wrong) popover.refresh();
    else void change({ type: "colourScale", scale: "centred", centre: number });
  }
}
