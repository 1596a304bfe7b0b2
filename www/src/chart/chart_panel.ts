import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";

import { css } from "../controls/css.js";
import { Nearby } from "../controls/nearby.js";
import { Part } from "../controls/part.js";
import { Latest } from "../engine/latest.js";
import type { PanelInfo, PictureRequest } from "../engine/protocol.js";
import { panelHead } from "../panel/panel_head.js";
import { AheadEvent } from "../session/ahead.js";
import { currentPalette } from "../session/theme.js";
import { exportButton, type Exportable } from "./export_menu.js";
import { leftOut } from "./left_out.js";
import { clearHover, painterFrom, paintHover, paintLayers, scaleOf, type Paintable } from "./painting.js";

/** A place in the picture, in CSS pixels. */
export interface Spot {
  x: number;
  y: number;
}

/** What is to be shown as hovered: a place in the picture, a row of the table, or nothing. */
export type Hovered = Spot | { row: number; x?: number } | null;

/** What the pictures of all charts have in common. */
interface Drawn extends Paintable {
  /** The generation of the session's state that it shows. */
  generation: number;
  height_px: number;
  note: string | null;
  description: string;
  leftOut: string[];
}

/** What the answers about what is hovered have in common. */
interface Answer {
  position: number | null;
  scene: Uint8Array;
}

interface Size {
  width_px: number;
  height_px: number;
}

/** How long a picture stays before what is hovered is found in it: pictures that follow each other, as in a zoom, come without. */
const SETTLE_MS = 60;

/**
 * A panel with a chart: its head, and three canvases (runs, everything else, what is hovered) with controls over them.
 *
 * Asks for a picture whenever something that it shows has changed, but only while it is in view or close to it. Fires `rl-drawn` once one is on the
 * canvases.
 */
export abstract class ChartPanel<Picture extends Drawn, Hover extends Answer> extends Part {
  @property({ attribute: false }) panel!: PanelInfo;
  /** Whether the user gave the panel a height, which the chart then fills. */
  @property({ attribute: false }) given = false;
  @state() protected picture: Picture | null = null;
  @state() private hovering = false;
  #size: Size = { width_px: 0, height_px: 0 };
  #asked = "";
  /** The last picture that was asked for of a state that is not known yet. */
  #ahead: PictureRequest | null = null;
  /** The state that the picture shows which was asked for last in that way; the session may not know it yet. */
  #drawnAhead = { generation: 0, restarts: 0 };
  /** What the pointer or the focus is on, in this panel. */
  #pointed: Hovered = null;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #painted: Picture | null = null;
  #painting: Promise<void> = Promise.resolve();
  #marking: Promise<void> = Promise.resolve();
  readonly #nearby = new Nearby(this);
  readonly #resized = new ResizeObserver(() => this.#measure());

  protected readonly pictures = new Latest<PictureRequest, Picture | null>(
    (request) => this.draw(request),
    (picture, request) => {
      const ahead = request === this.#ahead;
      if (ahead) this.#ahead = null;
      if (picture) this.picture = picture;
      if (picture && ahead) {
        this.#drawnAhead = { generation: picture.generation, restarts: this.session.restarts };
        this.#asked = this.#key(request);
      } else if (!picture && !this.pictures.waits) this.#asked = "";
    },
  );

  readonly #hovers = new Latest<Hovered, Hover | null>(
    (at) => (at ? this.find(at) : Promise.resolve(null)),
    (hover, at) => {
      const isPlace = at !== null && "y" in at;
      if (isPlace && !this.#pointed) return;
      this.#marking = this.#showHover(hover, at === null || isPlace);
    },
  );

  /** Asks the engine for the picture. */
  protected abstract draw(request: PictureRequest): Promise<Picture | null>;

  /** Asks the engine what is at a place of the picture, or where a row of the table is in it. */
  protected abstract find(at: NonNullable<Hovered>): Promise<Hover | null>;

  /** The height of the chart where the user gave none; 0 leaves it to the engine. */
  protected abstract ownHeight_px(): number;

  /** What the chart shows, in the second line of the head. */
  protected abstract facts(): string;

  /** The buttons before those that all charts have. */
  protected abstract tools(picture: Picture | null): unknown;

  /** What lies over the canvases. */
  protected abstract overlay(picture: Picture | null): unknown;

  protected abstract exportable(): Pick<Exportable, "fileName" | "marks" | "data">;

  /** Whether the chart is as high as the panel beside it where that is higher. */
  protected fillsPlace(): boolean {
    return false;
  }

  /** Whether the picture may be higher than its place, which then scrolls. */
  protected isBounded(): boolean {
    return this.given;
  }

  /** What the picture depends on beyond the state of the session. */
  protected askedBeyond(): unknown {
    return null;
  }

  /** The canvases with what lies over them. */
  protected stage(className: string, size: Record<string, string>, content: TemplateResult): TemplateResult {
    return html`<div class=${className} ${css(size)} @pointermove=${this.onMove} @pointerleave=${() => this.hover(null)}>${content}</div>`;
  }

  /** What was found where nobody pointed at it. */
  protected foundByKey(_hover: Hover): void {}

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.highlight.addEventListener("change", this.#onHighlight);
    this.session.addEventListener("ahead", this.#onAhead);
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.highlight.removeEventListener("change", this.#onHighlight);
    this.session.removeEventListener("ahead", this.#onAhead);
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    this.#observe();
  }

  #observe(): void {
    const scroller = this.querySelector(".chart-scroll");
    if (scroller) this.#resized.observe(scroller);
  }

  protected override render(): TemplateResult {
    const { picture } = this;
    const drawn = picture && !picture.note ? picture : null;
    const size = drawn ? { width: `${drawn.width_px}px`, height: `${drawn.height_px}px` } : { height: `${this.#height_px() || 240}px` };
    const scrolls = drawn && (drawn.width_px > this.#size.width_px + 1 || (this.isBounded() && drawn.height_px > this.#size.height_px + 1));
    const content = html`<canvas class="layer lines"></canvas>
      ${picture?.brushes ? html`<canvas class="layer brushes"></canvas>` : nothing}
      <canvas class="layer marks"></canvas>
      <canvas class="layer hover"></canvas>
      ${this.overlay(drawn)}
      ${picture === null ? html`<p class="chart-note">Drawing…</p>` : picture.note ? html`<p class="chart-note">${picture.note}</p>` : nothing}`;
    const fills = !this.given && this.fillsPlace();
    const own = css(fills ? { "min-height": `${this.ownHeight_px()}px` } : {});
    return html`<figure class=${`panel chart ${this.panel.shownBy}`} aria-label=${this.#name()}>
      ${panelHead(this.session, this.panel, this.facts(), html`${this.tools(picture)} ${exportButton(this.session, this.#exportable(drawn))}`)}
      <div class=${`chart-scroll ${fills ? "fills" : ""}`} ${own} tabindex=${scrolls ? "0" : nothing}>${this.stage(`stage ${this.hovering ? "hovering" : ""}`, size, content)}</div>
      ${picture && picture.leftOut.length > 0 ? leftOut(picture.leftOut) : nothing}
    </figure>`;
  }

  protected override updated(): void {
    this.ask();
    if (this.picture) this.#painting = this.#paint(this.picture);
  }

  /** Settles when the picture that the panel shows is on its canvases. */
  async drawn(): Promise<void> {
    await this.updateComplete;
    await this.pictures.idle();
    await this.updateComplete;
    await this.#painting;
  }

  /** Settles when what is pointed at is marked, or that there is nothing is known. */
  async marked(): Promise<void> {
    await this.#hovers.idle();
    await this.#marking;
    await this.updateComplete;
  }

  /** Asks for a picture unless it is there. */
  protected ask(): void {
    const request = this.#request();
    if (!request || this.#ahead) return;
    const key = this.#key(request);
    if (key === this.#asked) return;
    this.#asked = key;
    this.pictures.ask(request);
  }

  /** Under the pointer the picture is asked for at once when what it shows is about to change. */
  readonly #onAhead = (event: Event): void => {
    const request = this.#request();
    if (!request || this.#asked === "" || !this.matches(":hover")) return;
    this.#ahead = request;
    this.pictures.ask(request);
    if (event instanceof AheadEvent) event.draws(this.drawn());
  };

  #request(): PictureRequest | null {
    const { width_px } = this.#size;
    if (!this.#nearby.near || width_px === 0 || this.session.update.sources.length === 0) return null;
    return { width_px, height_px: this.#height_px(), devicePixelRatio: window.devicePixelRatio, palette: currentPalette(this.session.around.root) };
  }

  #key(request: PictureRequest): string {
    const { update, restarts } = this.session;
    const ahead = this.#drawnAhead.restarts === restarts ? this.#drawnAhead.generation : 0;
    return JSON.stringify([request, this.askedBeyond(), Math.max(update.generation, ahead), restarts]);
  }

  /** Shows what is at a place, or in a row of the table, as hovered. */
  protected hover(at: Hovered): void {
    this.#pointed = at;
    this.#hovers.ask(at);
  }

  protected readonly onMove = (event: PointerEvent): void => {
    if (event.buttons !== 0) this.#pointed = null;
    else if (event.pointerType !== "touch") this.hover(this.spotOf(event));
  };

  /** Where in the picture the pointer is. */
  protected spotOf(event: PointerEvent): Spot {
    const { left, top } = this.querySelector(".stage")?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** Whether its place says how high the chart is. */
  #isMeasured(): boolean {
    return this.given || this.fillsPlace();
  }

  #height_px(): number {
    return this.#isMeasured() && this.#size.height_px > 0 ? this.#size.height_px : this.ownHeight_px();
  }

  #measure(): void {
    const scroller = this.querySelector(".chart-scroll");
    const size = { width_px: scroller?.clientWidth ?? 0, height_px: scroller?.clientHeight ?? 0 };
    const same = size.width_px === this.#size.width_px && (!this.#isMeasured() || size.height_px === this.#size.height_px);
    this.#size = size;
    if (!same) this.ask();
  }

  #name(): string {
    const { kind, title } = this.panel;
    const words = this.picture?.note ?? this.picture?.description ?? "";
    if (words === "") return title;
    return title === kind && words.startsWith(kind) ? words : `${title}: ${words}`;
  }

  #exportable(drawn: Picture | null): Exportable {
    const size = drawn ? { asked: { width_px: this.#size.width_px, height_px: this.#height_px() }, taken: drawn } : null;
    return { panel: this.panel.name, size, ...this.exportable() };
  }

  async #paint(picture: Picture): Promise<void> {
    const { module } = this.session;
    if (this.#painted === picture || !module) return;
    this.#painted = picture;
    if (!(await paintLayers(this, module, picture, () => this.picture === picture))) return;
    this.session.giveBack(picture.pixels);
    this.dispatchEvent(new Event("rl-drawn", { bubbles: true }));
    this.hovering = false;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settled(), SETTLE_MS);
  }

  /** Finds what is hovered in a picture that came after it was pointed at, or has the engine be ready for what will be. */
  #settled(): void {
    if (!this.isConnected || this.hovering) return;
    void this.session.prepareHover();
    const { position, from } = this.session.highlight;
    if (this.#pointed) this.#hovers.ask(this.#pointed);
    else if (position !== null && from !== this.panel.name) this.#hovers.ask({ row: position });
  }

  readonly #onHighlight = (): void => {
    const { position, from } = this.session.highlight;
    if (from === this.panel.name || !this.#nearby.near) return;
    this.#pointed = null;
    this.#hovers.ask(position === null ? null : { row: position });
  };

  async #showHover(hover: Hover | null, fromPointer: boolean): Promise<void> {
    const { module } = this.session;
    const canvas = this.querySelector<HTMLCanvasElement>("canvas.hover");
    if (!module || !canvas || !this.picture) return;
    this.hovering = hover !== null;
    if (fromPointer) this.session.highlight.set(hover?.position ?? null, this.panel.name);
    else if (hover) this.foundByKey(hover);
    if (hover) paintHover(await painterFrom(module), canvas, hover.scene, scaleOf(this.picture));
    else clearHover(canvas);
  }
}

/** A share of the window's height between two bounds. */
export function shareOfWindow(share: number, least_px: number, most_px: number): number {
  return Math.round(Math.max(least_px, Math.min(most_px, innerHeight * share)));
}
