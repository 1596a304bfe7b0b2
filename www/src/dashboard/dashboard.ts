import { html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { css, type Css } from "../controls/css.js";
import { Part } from "../controls/part.js";
import { scriptAddress } from "../engine/held_files.js";
import { asTrouble } from "../engine/trouble.js";
import { MovePanelEvent } from "../panel/panel_head.js";
import { panelView } from "./panel_view.js";
import type { Arranging, Spot } from "./arranging.js";
import { COLUMNS, flowing, GAP_PX, LEAST, ONE_COLUMN, packed, PITCH_PX, placesOf, type Flowing, type Place, type Placed } from "./places.js";
import { scrollAtEdges } from "./scroll_at_edges.js";

/** So far the pointer goes before a press is a drag. */
const CLICK_PX = 4;
/** What in the head of a panel does something else with the pointer. */
const CONTROLS = "button:not(.panel-name), input, select, summary, a";
const ARROWS: Record<string, [right: number, down: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The panel that follows the pointer. */
interface Held {
  name: string;
  resizes: boolean;
  /** Where its corner is that follows, from the corner of the grid. */
  corner: Spot;
}

/** All panels: one below the other or side by side as they come, or where the user put them. */
@customElement("rl-dashboard")
export class Dashboard extends Part {
  /** Places while something is dragged. */
  @state() private draft: Map<string, Place> | null = null;
  @state() private held: Held | null = null;

  readonly #onWidth = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    ONE_COLUMN.addEventListener("change", this.#onWidth);
    this.addEventListener("pointerdown", this.#onDown);
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("keyup", this.#onKeyUp);
    this.addEventListener(MovePanelEvent.type, this.#onMove);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    ONE_COLUMN.removeEventListener("change", this.#onWidth);
    this.removeEventListener("pointerdown", this.#onDown);
    this.removeEventListener("keydown", this.#onKey);
    this.removeEventListener("keyup", this.#onKeyUp);
    this.removeEventListener(MovePanelEvent.type, this.#onMove);
  }

  protected override render(): TemplateResult {
    const { panels } = this.session.update.view;
    const placed = packed(panels, this.draft ?? placesOf(panels));
    const flow = flowing(panels);
    const shown = placed ?? flow.flat().map(({ panel, w }): Placed => ({ panel, place: { x: 0, y: 0, w, h: 0 }, given: false }));
    const rows: Css = placed ? {} : { "grid-template-rows": (ONE_COLUMN.matches ? flow.flat().map((one) => [one]) : flow).map(rowOf).join(" ") };
    return html`<div class=${`dashboard ${placed ? "arranged" : ""} ${this.held ? "dragging" : ""}`} ${css(rows)}>
      ${repeat(shown, ({ panel }) => panel.name, (each) => this.#slot(each, placed !== null))}
    </div>`;
  }

  #slot({ panel, place, given }: Placed, arranged: boolean): TemplateResult {
    const held = this.held?.name === panel.name ? this.held : null;
    const columns = { "--x": String(place.x + 1), "--w": String(place.w) };
    const area: Css = arranged ? { ...columns, "--y": String(place.y + 1), "--h": String(place.h) } : columns;
    if (held && !held.resizes) {
      const column = this.#column();
      area["--dx"] = `${held.corner.x - place.x * column}px`;
      area["--dy"] = `${held.corner.y - place.y * PITCH_PX}px`;
    }
    return html`<div class=${`slot ${given ? "given" : ""} ${held ? (held.resizes ? "resized" : "dragged") : ""}`} data-panel=${panel.name} ${css(area)}>
      ${panelView(this.session, panel, given)}
      <div class="panel-corner" title="Drag to resize"></div>
    </div>`;
  }

  get #grid(): HTMLElement | null {
    return this.querySelector(".dashboard");
  }

  #slotOf(name: string): HTMLElement | null {
    return this.querySelector(`[data-panel="${name}"]`);
  }

  /** From one column to the next, the gap included. */
  #column(): number {
    return ((this.#grid?.clientWidth ?? 0) + GAP_PX) / COLUMNS;
  }

  /** The places that all panels have now; of those that nobody placed, as near to it as whole rows are. */
  #places(): Map<string, Place> {
    const { panels } = this.session.update.view;
    const given = placesOf(panels);
    const places = new Map(packed(panels, given)?.map(({ panel, place }) => [panel.name, place]));
    const { top = 0, left = 0 } = this.#grid?.getBoundingClientRect() ?? {};
    const column = this.#column();
    for (const { name } of panels) {
      const box = this.#slotOf(name)?.getBoundingClientRect();
      if (!box || given.has(name)) continue;
      const flow = { x: Math.round((box.left - left) / column), y: Math.round((box.top - top) / PITCH_PX), w: Math.round((box.width + GAP_PX) / column) };
      places.set(name, { ...(places.get(name) ?? flow), h: Math.max(LEAST.h, Math.round((box.height + GAP_PX) / PITCH_PX)) });
    }
    return new Map(packed(panels, places)?.map(({ panel, place }) => [panel.name, place]));
  }

  /** What arranges, fetched the first time; `null` where it cannot be had. */
  async #arranging(): Promise<Arranging | null> {
    const address = scriptAddress("arrange.js");
    try {
      const { Arranging } = (await import(address)) as typeof import("../arrange.js");
      return new Arranging(this.#places(), this.#column());
    } catch (error) {
      this.session.report(asTrouble(error, "Panels cannot be arranged", address));
      return null;
    }
  }

  readonly #onDown = (event: PointerEvent): void => {
    const target = event.target as HTMLElement;
    const name = target.closest<HTMLElement>(".slot")?.dataset["panel"];
    const resizes = target.matches(".panel-corner");
    const head = target.closest(".panel-head");
    const moves = head !== null && !target.closest(CONTROLS) && (event.pointerType !== "touch" || target.closest(".panel-grip") !== null);
    if (name === undefined || event.button !== 0 || ONE_COLUMN.matches || !(resizes || moves)) return;
    if (!target.closest(".panel-name")) event.preventDefault();
    void this.#follow(event, name, resizes);
  };

  /** Follows the pointer until it is let go. */
  async #follow(down: PointerEvent, name: string, resizes: boolean): Promise<void> {
    const grid = this.#grid;
    const box = this.#slotOf(name)?.getBoundingClientRect();
    if (!grid || !box) return;
    const ends = new AbortController();
    const { signal } = ends;
    const corner = resizes ? { x: box.right, y: box.bottom } : { x: box.left, y: box.top };
    const offset = { x: corner.x - down.clientX, y: corner.y - down.clientY };
    let last: PointerEvent = down;
    let arranging: Arranging | null = null;
    let begun = false;
    const step = () => {
      if (!arranging || signal.aborted) return;
      const { left, top } = grid.getBoundingClientRect();
      const pointer = { x: last.clientX - left, y: last.clientY - top };
      const corner = { x: pointer.x + offset.x, y: pointer.y + offset.y };
      this.held = { name, resizes, corner };
      this.draft = resizes ? arranging.resize(name, corner) : arranging.drag(name, pointer, corner);
    };
    const move = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return;
      last = event;
      if (!begun && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < CLICK_PX) return;
      if (!begun) {
        begun = true;
        getSelection()?.removeAllRanges();
        void this.#arranging().then((made) => {
          arranging = made;
          step();
        });
        scrollAtEdges(() => last.clientY, step, signal);
      }
      step();
    };
    const end = (event: PointerEvent | KeyboardEvent) => {
      if (event instanceof KeyboardEvent ? event.key !== "Escape" : event.pointerId !== down.pointerId) return;
      const { draft } = this;
      ends.abort();
      this.held = null;
      this.draft = null;
      if (!draft || event.type !== "pointerup") return;
      this.draft = draft;
      void this.#take(draft).finally(() => (this.draft = null));
    };
    addEventListener("pointermove", move, { signal });
    addEventListener("pointerup", end, { signal });
    addEventListener("pointercancel", end, { signal });
    addEventListener("keydown", end, { signal, capture: true });
  }

  /** Puts places into the view and gives the focus back, which panels lose that change their order. */
  async #take(places: ReadonlyMap<string, Place>, live = false): Promise<void> {
    const focused = document.activeElement;
    await this.session.apply({ type: "arrange", places: [...places].map(([panel, { x, y, w, h }]) => [panel, [x, y, w, h]]) }, { live });
    await this.updateComplete;
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.contains(focused)) focused.focus({ preventScroll: true });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const direction = ARROWS[event.key];
    const target = event.target as HTMLElement;
    const name = target.closest<HTMLElement>(".slot")?.dataset["panel"];
    if (!direction || !event.altKey || event.ctrlKey || event.metaKey || name === undefined || !target.matches(".panel-name")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!ONE_COLUMN.matches) this.#steps = this.#steps.then(() => this.#step(name, direction, event.shiftKey));
    else if (event.shiftKey || direction[1] === 0) this.session.say("Here panels can be moved up and down; where the page is wider, aside and in size, too.");
    else this.#steps = this.#steps.then(() => this.#shift(name, direction[1] < 0 ? -1 : 1, true));
  };

  readonly #onMove = (event: Event): void => {
    if (!(event instanceof MovePanelEvent)) return;
    const { panel, by } = event;
    this.#steps = this.#steps.then(() => this.#shift(panel, by, false));
  };

  /** Moves a panel before or behind its neighbour; where somebody arranged them, within their places. */
  async #shift(name: string, by: -1 | 1, live: boolean): Promise<void> {
    const { panels } = this.session.update.view;
    const names = panels.map((panel) => panel.name);
    const at = names.indexOf(name);
    const other = names[at + by];
    if (at + by < 0 || other === undefined) return;
    const focused = document.activeElement;
    if (panels.some(({ place }) => place !== null)) {
      const places = (await this.#arranging())?.shift(name, by);
      if (!places) return;
      await this.#take(places, live);
    } else {
      names[at] = other;
      names[at + by] = name;
      await this.session.apply({ type: "panels", panels: names }, { live });
      await this.updateComplete;
      if (focused instanceof HTMLElement && this.contains(focused)) focused.focus({ preventScroll: true });
    }
    this.#slotOf(name)?.scrollIntoView({ block: "nearest" });
    const now = this.session.update.view.panels.findIndex((panel) => panel.name === name);
    this.session.say(`Panel ${now + 1} of ${names.length}`);
  }

  #steps: Promise<void> = Promise.resolve();

  async #step(name: string, [right, down]: [number, number], resizes: boolean): Promise<void> {
    const arranging = await this.#arranging();
    const places = resizes ? arranging?.grow(name, right, down) : arranging?.step(name, right, down);
    const place = places?.get(name);
    if (!places || !place) return;
    await this.#take(places, true);
    this.#slotOf(name)?.scrollIntoView({ block: "nearest" });
    this.session.say(
      resizes
        ? `${place.w} of ${COLUMNS} columns wide, ${place.h} rows high`
        : `Row ${place.y + 1}, columns ${place.x + 1} to ${place.x + place.w} of ${COLUMNS}`,
    );
  }

  /** The steps made while Alt was held are one for Back. */
  readonly #onKeyUp = (event: KeyboardEvent): void => {
    if (event.key === "Alt") this.session.finishStep();
  };
}

/** The table takes what is left of the window. */
function rowOf(row: Flowing[]): string {
  return row.some(({ panel: { shownBy } }) => shownBy === "table") ? "minmax(380px, 1fr)" : "max-content";
}
