/**
 * The page's side of one engine in a worker.
 *
 * Guarantees: every call settles exactly once. When the worker dies or is ended, all pending calls reject and later
 * messages of that worker are ignored; the owner then makes a new client from the same compiled module.
 */

import { CHUNK_OF, type ChunkName } from "./chunks.js";
import { EngineWorker } from "./engine_worker.js";
import type { Parts } from "./launch.js";
import type { EngineMethod, FromWorker, Input, Question } from "./messages.js";
import type { CellSummary, Completion, Explanation, ExportRequest, HistoryHover, HistoryMetric, HistoryPicture, HistoryRequest, Hover, ImportancePicture, Intent, LinkParts, Picture, PictureRequest, PlotPicture, Progress, ReportFilePart, RowBlock, SuggestFormat, SuggestInfo, Update } from "./protocol.js";
import { Cancelled, Trouble, type Remediable } from "./trouble.js";

interface Pending {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  onProgress?: ((progress: Progress) => void) | undefined;
}

const CANCEL_GRACE_MS = 500;

/** Engines and calls are numbered over all clients, as several may have one worker. */
let nextEngine = 1;
let nextId = 1;

export class EngineClient {
  readonly #worker: EngineWorker;
  readonly #engine = nextEngine++;
  readonly #ended = new AbortController();
  readonly #pending = new Map<number, Pending>();
  readonly #onDeath: (why: string) => void;
  readonly #parts: Parts;
  /** Who waits until every call is answered. */
  readonly #waiting: (() => void)[] = [];
  #alive = true;

  constructor(parts: Parts, onDeath: (why: string) => void, worker = new EngineWorker(parts)) {
    this.#onDeath = onDeath;
    this.#parts = parts;
    this.#worker = worker;
    worker.listen(
      (event: MessageEvent<FromWorker>) => this.#receive(event.data),
      (why) => this.#die(why),
      this.#ended.signal,
    );
    worker.send({ type: "engine", engine: this.#engine });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Opens inputs. Rejects with `Cancelled` after `signal`, with an `EngineError` when a file fails; what was open stays. */
  open(inputs: Input[], onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Update> {
    return this.#request({ type: "open", engine: this.#engine, inputs }, signal, onProgress);
  }

  /** The files within a file that is a report; `null` of any other. */
  parts(file: File): Promise<ReportFilePart[] | null> {
    return this.#request({ type: "parts", file });
  }

  /** The names of the files within a report behind an address; `null` of anything else. */
  partNames(input: Input): Promise<string[] | null> {
    return this.#request({ type: "partNames", input });
  }

  /** The first bytes of a file behind an address: all of it, where it has no more than `most`. Rejects with `Cancelled` after `signal`. */
  firstBytes(address: string, most: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    return this.#request({ type: "firstBytes", address, most }, signal);
  }

  close(sourceId: number): Promise<Update> {
    return this.#call("close", sourceId);
  }

  apply(intent: Intent): Promise<Update> {
    return this.#call("apply", intent);
  }

  /** What fits at `cursor`; `explicit` when the user asked for it. */
  complete(text: string, cursor: number, explicit: boolean): Promise<Completion> {
    return this.#call("complete", text, cursor, explicit);
  }

  /** What stands at a place of a filter. */
  explain(text: string, at: number): Promise<Explanation | null> {
    return this.#call("explain", text, at);
  }

  rows(start: number, count: number, columns: string[]): Promise<RowBlock> {
    return this.#call("rows", start, count, columns);
  }

  picture(request: PictureRequest): Promise<Picture> {
    return this.#call("picture", request);
  }

  /** The readable form of a link. */
  expandLink(fragment: string): Promise<string> {
    return this.#call("expandLink", fragment);
  }

  /** What a link needs that holds the runs in view; numbers with fractions keep so many digits, or all. */
  linkParts(digits: number | undefined): Promise<LinkParts> {
    return this.#call("linkParts", digits);
  }

  /** A file that holds a chart. */
  export(request: ExportRequest): Promise<Uint8Array<ArrayBuffer>> {
    return this.#call("export", request);
  }

  /** A report about the runs of the filter with a text, as HTML, or pictures of panels, made of the page's template for reports. */
  saveReport(title: string, panels: string[], text: string | undefined, template: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#call("saveReport", title, panels, text, template);
  }

  /** What a text in Markdown looks like in a report, as HTML. */
  reportText(text: string): Promise<string> {
    return this.#request({ type: "reportText", engine: this.#engine, text });
  }

  /** What a report is called that is given no title. */
  reportTitle(): Promise<string> {
    return this.#call("reportTitle");
  }

  hover(x_px: number, y_px: number): Promise<Hover | null> {
    return this.#call("hover", x_px, y_px);
  }

  prepareHover(): Promise<void> {
    return this.#call("prepareHover");
  }

  hoverRow(position: number): Promise<Hover | null> {
    return this.#call("hoverRow", position);
  }

  history(request: HistoryRequest): Promise<HistoryPicture> {
    return this.#call("history", request);
  }

  historyHover(x_px: number, y_px: number): Promise<HistoryHover | null> {
    return this.#call("historyHover", x_px, y_px);
  }

  historyHoverRow(position: number, x_px: number | undefined): Promise<HistoryHover | null> {
    return this.#call("historyHoverRow", position, x_px);
  }

  historyMetrics(): Promise<HistoryMetric[]> {
    return this.#call("historyMetrics");
  }

  /** The importance of params, or how far the work on it is; without `work` nothing is done for it. */
  importance(request: PictureRequest, work: boolean): Promise<ImportancePicture> {
    return this.#call("importance", request, work);
  }

  importanceHover(x_px: number, y_px: number): Promise<Hover | null> {
    return this.#call("importanceHover", x_px, y_px);
  }

  /** What to try next, or how far the work on it is; without `work` nothing is done for it. */
  suggest(work: boolean): Promise<SuggestInfo> {
    return this.#call("suggest", work);
  }

  /** What is suggested, as a file that another tool reads. */
  suggestFile(format: SuggestFormat): Promise<Uint8Array<ArrayBuffer>> {
    return this.#call("suggestFile", format);
  }

  plot(panel: string, request: PictureRequest): Promise<PlotPicture> {
    return this.#call("plot", panel, request);
  }

  plotHover(panel: string, x_px: number, y_px: number): Promise<Hover | null> {
    return this.#call("plotHover", panel, x_px, y_px);
  }

  plotHoverRow(panel: string, position: number): Promise<Hover | null> {
    return this.#call("plotHoverRow", panel, position);
  }

  /** The whole text of a cell. */
  exact(position: number, column: string): Promise<string | null> {
    return this.#call("exact", position, column);
  }

  /** Everything about a cell of a group. */
  summary(position: number, column: string): Promise<CellSummary | null> {
    return this.#call("summary", position, column);
  }

  /** Settles when every call is answered. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Makes the engine panic, for tests of what happens then. */
  crash(): Promise<void> {
    return this.#call("crash");
  }

  /** Gives the worker a way to an origin that is not this page's. */
  reach(origin: string, port: MessagePort): void {
    this.#worker.send({ type: "reach", origin, port }, [port]);
  }

  /** Gives back the memory of pixels that are on a canvas: the worker puts later ones in it. */
  giveBack(pixels: Uint8Array<ArrayBuffer>): void {
    this.#worker.send({ type: "pixels", pixels }, [pixels.buffer]);
  }

  /** Ends the engine without telling the owner. */
  end(): void {
    this.#alive = false;
    this.#ended.abort();
    this.#worker.send({ type: "end", engine: this.#engine });
    this.#rejectAll("it was ended");
  }

  /** Asks the worker for something else than a call of an engine's method. */
  #request<T>(question: Question, signal?: AbortSignal, onProgress?: (progress: Progress) => void): Promise<T> {
    const id = nextId++;
    const answer = this.#expect<T>(id, onProgress);
    this.#worker.send({ ...question, id });
    signal?.addEventListener("abort", () => {
      if (!this.#pending.has(id)) return;
      this.#worker.send({ type: "cancel", id });
      setTimeout(() => {
        if (!this.#pending.has(id)) return;
        this.#take(id)?.reject(new Cancelled());
        this.#die("cancelled");
      }, CANCEL_GRACE_MS);
    });
    return answer;
  }

  #call<T>(method: EngineMethod, ...args: unknown[]): Promise<T> {
    const id = nextId++;
    const answer = this.#expect<T>(id);
    const ask = () => this.#worker.send({ type: "call", id, engine: this.#engine, method, args });
    const chunk = CHUNK_OF[method];
    if (chunk === undefined || this.#worker.has(chunk)) ask();
    else void this.#bring(chunk).then(ask, (error: unknown) => this.#take(id)?.reject(error));
    return answer;
  }

  /** Fetches what a call enters before the call is made, so that the worker goes on with others meanwhile. */
  async #bring(name: ChunkName): Promise<void> {
    this.#worker.give(name, await this.#parts.chunks.bring(name));
  }

  #expect<T>(id: number, onProgress?: (progress: Progress) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!this.#alive) {
        reject(engineStopped("it is not running"));
        return;
      }
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject, onProgress });
    });
  }

  #receive(message: FromWorker): void {
    if (!this.#alive || message.type === "started") return;
    if (message.type === "died") {
      this.#die(message.why);
      return;
    }
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.type === "progress") {
      pending.onProgress?.(message.progress);
      return;
    }
    this.#take(message.id);
    if (message.type === "answer") pending.resolve(message.value);
    else pending.reject(message.error.what === "cancelled" ? new Cancelled() : thrown(message.error));
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    return pending;
  }

  #die(why: string): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#worker.end();
    this.#rejectAll(why);
    this.#onDeath(why);
  }

  #rejectAll(why: string): void {
    const error = engineStopped(why);
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Thrown by every call that was pending when the worker died. */
export class EngineStopped extends Trouble {}

function engineStopped(why: string): EngineStopped {
  return new EngineStopped("The engine stopped", "in its worker", why, "Runloom starts it again and opens everything again.");
}

function thrown(error: Remediable): Trouble {
  return new Trouble(error.what, error.where, error.why, error.hint, error.remedy);
}
