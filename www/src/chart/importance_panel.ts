import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";

import { css } from "../controls/css.js";
import { pointerReleased } from "../controls/pointer_held.js";
import { ONE_COLUMN } from "../dashboard/places.js";
import type { Hover, ImportanceBarInfo, ImportancePairInfo, ImportancePicture, ImportanceSettings, PictureRequest } from "../engine/protocol.js";
import { ChartPanel, type Hovered } from "./chart_panel.js";
import type { Exportable } from "./export_menu.js";
import { importanceSettings } from "./importance_settings.js";
import { Wanted } from "./wanted.js";

/** Work begins when nothing has changed for so long, not before what is drawn at once is there; while something is dragged it rests. */
const SETTLE_MS = 200;

/** The importance of params in the runs in view. It takes a while, lets everything else go first, and ends when it is out of date. */
@customElement("rl-importance")
export class ImportancePanel extends ChartPanel<ImportancePicture, Hover> {
  /** Which part of the work is done, while there is work. */
  @state() private progress: number | null = null;
  readonly #wanted = new Wanted<ImportanceSettings>();

  protected override async draw(request: PictureRequest): Promise<ImportancePicture | null> {
    const known = this.picture && (await this.session.importance(request, false));
    if (known && known.progress === null) return this.#end(known);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    if (!this.pictures.waits) await this.session.idle();
    for (;;) {
      await pointerReleased();
      if (!this.isConnected || this.pictures.waits) return null;
      const picture = await this.session.importance(request, true);
      if (picture === null || picture.progress === null) return this.#end(picture);
      this.progress = picture.progress;
    }
  }

  #change(part: Partial<ImportanceSettings>, { settings }: ImportancePicture): Promise<void> {
    return this.#wanted.change(settings, part, async (settings) => {
      await this.session.apply({ type: "importance", settings });
      await this.drawn();
    });
  }

  #end(picture: ImportancePicture | null): ImportancePicture | null {
    this.progress = null;
    return picture;
  }

  protected override find(at: NonNullable<Hovered>): Promise<Hover | null> {
    return "row" in at ? Promise.resolve(null) : this.session.importanceHover(at.x, at.y);
  }

  protected override ownHeight_px(): number {
    return 0;
  }

  protected override fillsPlace(): boolean {
    return !ONE_COLUMN.matches;
  }

  protected override isBounded(): boolean {
    return true;
  }

  protected override tools(picture: ImportancePicture | null): TemplateResult | typeof nothing {
    if (!picture) return nothing;
    return importanceSettings({ session: this.session, picture, change: (part) => this.#change(part, picture) });
  }

  protected override overlay(picture: ImportancePicture | null): TemplateResult {
    return html`${picture ? picture.bars.map((bar) => this.#bar(bar)) : nothing}
      ${picture ? picture.pairs.map((pair) => this.#pair(pair, picture)) : nothing}
      ${this.progress === null ? nothing : this.#progressBar(this.progress)}`;
  }

  protected override facts(): string {
    const asked = this.picture?.asked;
    return asked ? `for ${asked.key}, ${asked.goal === "max" ? "higher" : "lower"} is better` : "";
  }

  protected override exportable(): Pick<Exportable, "fileName" | "marks" | "data"> {
    return { fileName: "parameter-importance", marks: null, data: "a param a line" };
  }

  /** A button over a bar: it colours the runs by the param and puts the axes in order; pressed again it gives the colours back. */
  #bar(bar: ImportanceBarInfo): TemplateResult {
    const { session } = this;
    const on = session.update.view.colour === bar.column;
    const take = () => void session.apply(on ? { type: "colour", column: null } : { type: "axesByImportance", column: bar.column });
    const middle = () => this.hover({ x: bar.x_px + bar.width_px / 2, y: bar.y_px + bar.height_px / 2 });
    const place = { left: `${bar.x_px}px`, top: `${bar.y_px}px`, width: `${bar.width_px}px`, height: `${bar.height_px}px` };
    const title = on ? "Colours as they were" : "Colour the runs by it, and order the axes by importance";
    return html`<button class="importance-bar" aria-label=${bar.label} aria-pressed=${on} title=${title} ${css(place)} @click=${take} @focus=${middle} @blur=${() => this.hover(null)}></button>`;
  }

  /** A button over a pair of params: it shows what is expected of both together; pressed again the curve of one comes back. */
  #pair({ params, label, shown, x_px, y_px, width_px, height_px }: ImportancePairInfo, picture: ImportancePicture): TemplateResult {
    const take = () => void this.#change({ pair: shown ? null : params }, picture);
    const place = { left: `${x_px}px`, top: `${y_px}px`, width: `${width_px}px`, height: `${height_px}px` };
    const title = shown ? "Back to one param" : "Show both together";
    return html`<button class="importance-pair" aria-label=${label} aria-pressed=${shown} title=${title} ${css(place)} @click=${take}></button>`;
  }

  #progressBar(done: number): TemplateResult {
    const percent = Math.round(done * 100);
    return html`<div class="importance-progress" role="progressbar" aria-label="Judging params" aria-valuenow=${percent} aria-valuemin="0" aria-valuemax="100">
      <span ${css({ width: `${percent}%` })}></span>
    </div>`;
  }
}
