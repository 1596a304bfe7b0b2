import { html, nothing, type TemplateResult } from "lit";

import { openColumnPicker } from "../controls/column_picker.js";
import { icon } from "../controls/icon.js";
import { openPopover } from "../controls/popover.js";
import { segments } from "../controls/segments.js";
import type { ColumnInfo, HistoryMetric, HistorySettings } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

const MOST_METRICS = 12;

type X = HistorySettings["x"];
type Smoothing = HistorySettings["smoothing"];
type Lines = "runs" | "minmax" | "std";

const X_AXES: { value: X; label: string; title: string }[] = [
  { value: "step", label: "Step", title: "The step that a value was logged at" },
  { value: "time", label: "Time", title: "The moment that it was logged at, UTC" },
  { value: "relative", label: "Relative", title: "The time since the first value of its run" },
  { value: "metric", label: "Metric…", title: "Another metric, joined by step" },
];

/** What each kind of smoothing is measured in. */
const SMOOTHINGS: Record<Smoothing, { label: string; title: string; least: number; most: number; step: number; usual: number; words: (amount: number) => string }> = {
  none: { label: "None", title: "Values as they were logged", least: 0, most: 0, step: 1, usual: 0, words: () => "" },
  ema: { label: "EMA", title: "Exponential moving average, without bias at its beginning", least: 0.01, most: 0.99, step: 0.01, usual: 0.6, words: (amount) => `weight ${amount}` },
  gaussian: { label: "Gaussian", title: "Gaussian mean over points", least: 0.5, most: 30, step: 0.5, usual: 3, words: (amount) => `σ ${amount} points` },
  mean: { label: "Mean", title: "Running mean", least: 3, most: 101, step: 2, usual: 5, words: (amount) => `${amount} points` },
};

const LINES: { value: Lines; label: string; title: string }[] = [
  { value: "runs", label: "Runs", title: "A line a run" },
  { value: "minmax", label: "Mean, range", title: "The mean of the runs, or of each group, with a band from smallest to largest" },
  { value: "std", label: "Mean ± std", title: "The mean with a band of one standard deviation" },
];

/** Where the panel keeps its settings. */
export interface Settings {
  session: Session;
  now: () => HistorySettings | null;
  change: (change: Partial<HistorySettings>, live?: boolean) => Promise<void>;
}

/** Which metrics to show. */
export async function openMetrics({ session, now, change }: Settings, anchor: HTMLElement): Promise<void> {
  const metrics = (await session.historyMetrics()) ?? [];
  const keys = () => now()?.metrics ?? [];
  openColumnPicker(anchor, {
    label: "Metrics",
    placeholder: "Find a metric…",
    columns: () => withHistory(session, metrics),
    chosen: (column) => keys().includes(column.key),
    choose: (column) => {
      const wanted = keys().includes(column.key) ? keys().filter((key) => key !== column.key) : [...keys(), column.key].slice(-MOST_METRICS);
      return change({ metrics: wanted, automatic: wanted.length === 0 });
    },
    several: true,
    none: { label: "Automatic", choose: () => void change({ metrics: [], automatic: true }) },
  });
}

/** The columns of metrics with a history, those with the most points first. */
function withHistory(session: Session, metrics: HistoryMetric[]): ColumnInfo[] {
  const columns = new Map(session.update.columns.filter((column) => column.kind === "metric").map((column) => [column.key, column]));
  const sorted = metrics.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points);
  return sorted.flatMap(({ key }) => columns.get(key) ?? []);
}

/** Axes, smoothing, means and outliers. */
export function openSettings(settings: Settings, anchor: HTMLElement): void {
  const { session, now } = settings;
  const refresh = (): void => {
    if (popover.element.isConnected) popover.refresh();
  };
  const change = async (part: Partial<HistorySettings>, live = false): Promise<void> => {
    await settings.change(part, live);
    refresh();
  };
  const popover = openPopover(anchor, { role: "dialog", label: "How the history is drawn", className: "history-settings", content });
  popover.element.querySelector<HTMLElement>("[role=radio][aria-checked=true]")?.focus();

  function content(): TemplateResult {
    const shown = now();
    if (!shown) return html``;
    const smoothing = SMOOTHINGS[shown.smoothing];
    return html`<dl class="group-settings">
      <dt>Across</dt>
      <dd>
        ${segments("What runs from left to right", X_AXES, shown.x, (x) => (x === "metric" ? void chooseX() : void change({ x, xMetric: null, zoom: null })))}
        ${shown.xMetric === null ? nothing : html`<button class="quiet" aria-haspopup="dialog" @click=${() => void chooseX()}>${shown.xMetric}${icon("down")}</button>`}
      </dd>
      <dt>Values</dt>
      <dd>
        ${segments("Scale of the values", [{ value: "linear", label: "Linear" }, { value: "log", label: "Log" }], shown.log ? "log" : "linear", (scale) => void change({ log: scale === "log" }))}
        ${segments("Outliers", [{ value: "show", label: "All" }, { value: "cut", label: "1–99 %", title: "The axis holds the 1st to the 99th percentile" }], shown.cutOutliers ? "cut" : "show", (outliers) => void change({ cutOutliers: outliers === "cut" }))}
      </dd>
      <dt>Smoothing</dt>
      <dd>
        ${segments(
          "Smoothing",
          (Object.keys(SMOOTHINGS) as Smoothing[]).map((value) => ({ value, label: SMOOTHINGS[value].label, title: SMOOTHINGS[value].title })),
          shown.smoothing,
          (kind) => void change({ smoothing: kind, amount: SMOOTHINGS[kind].usual }),
        )}
        ${shown.smoothing === "none"
          ? nothing
          : html`<label class="history-amount">
              <input
                type="range"
                aria-label="How much smoothing"
                aria-valuetext=${smoothing.words(shown.amount)}
                min=${smoothing.least}
                max=${smoothing.most}
                step=${smoothing.step}
                .value=${String(shown.amount)}
                @input=${(event: Event) => void change({ amount: Number((event.target as HTMLInputElement).value) }, true)}
                @change=${() => session.finishStep()}
              />
              <span>${smoothing.words(shown.amount)}</span>
            </label>`}
      </dd>
      <dt>Lines</dt>
      <dd>${segments("Lines of the history", LINES, linesOf(shown), (lines) => void chooseLines(lines))}</dd>
    </dl>`;
  }

  function drawsGroups(): boolean {
    const { columns, lines } = session.update.grouping;
    return columns.length > 0 && lines === "groups";
  }

  function linesOf(shown: HistorySettings): Lines {
    return shown.mean ?? (drawsGroups() ? "minmax" : "runs");
  }

  async function chooseLines(lines: Lines): Promise<void> {
    if (lines === "runs" && drawsGroups()) await session.apply({ type: "lines", lines: "runs" });
    await change({ mean: lines === "runs" ? null : lines });
  }

  async function chooseX(): Promise<void> {
    popover.close();
    const metrics = (await session.historyMetrics()) ?? [];
    openColumnPicker(anchor, {
      label: "Horizontal axis",
      placeholder: "Find a metric…",
      columns: () => withHistory(session, metrics),
      chosen: (column) => now()?.xMetric === column.key,
      choose: (column) => settings.change({ x: "metric", xMetric: column.key, zoom: null }),
      several: false,
      none: { label: "Step", choose: () => void settings.change({ x: "step", xMetric: null, zoom: null }) },
    });
  }
}
