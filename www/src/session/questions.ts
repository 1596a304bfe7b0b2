/** What a page asks of its engine that changes nothing. */

import type { EngineClient } from "../engine/client.js";
import type { CellSummary, Completion, Explanation, ExportRequest, HistoryHover, HistoryMetric, HistoryPicture, HistoryRequest, Hover, ImportancePicture, LinkParts, PictureRequest, PlotPicture, RowBlock, SuggestFormat, SuggestInfo } from "../engine/protocol.js";

/** Answers are `null` where there is no engine that could give one; what goes wrong the user is told. */
export abstract class Questions extends EventTarget {
  /** Asks the engine that runs. */
  protected abstract ask<T>(question: (client: EngineClient) => Promise<T>): Promise<T | null>;

  /** The engine that runs; throws where there is none. */
  protected abstract running(): EngineClient;

  /** What fits at `cursor` of a filter that is being written. */
  complete(text: string, cursor: number, explicit: boolean): Promise<Completion | null> {
    return this.ask((client) => client.complete(text, cursor, explicit));
  }

  /** What stands at a place of a filter. */
  explain(text: string, at: number): Promise<Explanation | null> {
    return this.ask((client) => client.explain(text, at));
  }

  rows(start: number, count: number, columns: string[]): Promise<RowBlock | null> {
    return this.ask((client) => client.rows(start, count, columns));
  }

  /** What a link needs that holds the runs in view; numbers with fractions keep so many digits, or all. */
  linkParts(digits?: number): Promise<LinkParts | null> {
    return this.ask((client) => client.linkParts(digits));
  }

  /** The text of a file that holds a chart as it is in view. */
  export(request: ExportRequest): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.ask((client) => client.export(request));
  }

  /**
   * A report about the runs of the filter with a text, or without one with pictures of panels, made of the page's template for reports. Rejects where
   * there is none.
   */
  async saveReport(title: string, panels: string[], text: string, template: string): Promise<Uint8Array<ArrayBuffer>> {
    const client = this.running();
    return client.saveReport(title, panels, text === "" ? undefined : await client.reportText(text), template);
  }

  /** What a text in Markdown looks like in a report, as HTML. Rejects with the line that cannot be shown. */
  async reportText(text: string): Promise<string> {
    return this.running().reportText(text);
  }

  /** What a report is called that is given no title. */
  reportTitle(): Promise<string | null> {
    return this.ask((client) => client.reportTitle());
  }

  hover(x_px: number, y_px: number): Promise<Hover | null> {
    return this.ask((client) => client.hover(x_px, y_px));
  }

  /** Gives back the memory of pixels that are on a canvas, for later ones. */
  giveBack(pixels: Uint8Array<ArrayBuffer>): void {
    if (pixels.byteLength > 0) void this.ask(async (client) => client.giveBack(pixels));
  }

  /** Has the engine do beforehand what the first run that is hovered would wait for. */
  prepareHover(): Promise<void | null> {
    return this.ask((client) => client.prepareHover());
  }

  hoverRow(position: number): Promise<Hover | null> {
    return this.ask((client) => client.hoverRow(position));
  }

  history(request: HistoryRequest): Promise<HistoryPicture | null> {
    return this.ask((client) => client.history(request));
  }

  historyHover(x_px: number, y_px: number): Promise<HistoryHover | null> {
    return this.ask((client) => client.historyHover(x_px, y_px));
  }

  /** The line of a row of the table on the metric history, at a place or at its end. */
  historyHoverRow(position: number, x_px?: number): Promise<HistoryHover | null> {
    return this.ask((client) => client.historyHoverRow(position, x_px));
  }

  /** The importance of params in the runs in view, or how far the work on it is; without `work` nothing is done for it. */
  importance(request: PictureRequest, work: boolean): Promise<ImportancePicture | null> {
    return this.ask((client) => client.importance(request, work));
  }

  importanceHover(x_px: number, y_px: number): Promise<Hover | null> {
    return this.ask((client) => client.importanceHover(x_px, y_px));
  }

  /** What to try next after the runs in view, or how far the work on it is; without `work` nothing is done for it. */
  suggest(work: boolean): Promise<SuggestInfo | null> {
    return this.ask((client) => client.suggest(work));
  }

  suggestFile(format: SuggestFormat): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.ask((client) => client.suggestFile(format));
  }

  plot(panel: string, request: PictureRequest): Promise<PlotPicture | null> {
    return this.ask((client) => client.plot(panel, request));
  }

  plotHover(panel: string, x_px: number, y_px: number): Promise<Hover | null> {
    return this.ask((client) => client.plotHover(panel, x_px, y_px));
  }

  plotHoverRow(panel: string, position: number): Promise<Hover | null> {
    return this.ask((client) => client.plotHoverRow(panel, position));
  }

  /** The metrics that have a history. */
  historyMetrics(): Promise<HistoryMetric[] | null> {
    return this.ask((client) => client.historyMetrics());
  }

  /** The whole text of a cell, which the table may have shortened. */
  exact(position: number, column: string): Promise<string | null> {
    return this.ask((client) => client.exact(position, column));
  }

  /** Everything about a cell of a group in the table. */
  summary(position: number, column: string): Promise<CellSummary | null> {
    return this.ask((client) => client.summary(position, column));
  }
}
