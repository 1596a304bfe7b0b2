import { html, nothing, type TemplateResult } from "lit";

import { openColumnPicker } from "../controls/column_picker.js";
import { icon } from "../controls/icon.js";
import { openMenu } from "../controls/menu.js";
import type { ColumnInfo, PlotPicture, PlotRole, PlotSettings } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

export interface Settings {
  session: Session;
  panel: string;
  picture: () => PlotPicture | null;
  /** Ends when the picture that shows a change is there. */
  change: (part: Partial<PlotSettings>) => Promise<void>;
}

/** The controls of a plot: a button a role, and what else it has. */
export function plotSettings(settings: Settings): TemplateResult {
  const picture = settings.picture();
  if (!picture) return html``;
  const has = (word: string) => picture.roles.some((role) => role.word === word);
  return html`${picture.roles.map((role) => roleButton(settings, role))}
    ${goal("minimise", picture.lessIsBetter, picture.lessIsBetterX === null ? "" : "Up: ", settings)}
    ${goal("minimiseX", picture.lessIsBetterX, "Across: ", settings)}
    ${has("size") ? toggle("Trend", "A smooth line through the points in view", picture.trend, () => settings.change({ trend: !picture.trend })) : nothing}
    ${picture.statistic === null ? nothing : statisticButton(settings, picture.statistic)}`;
}

const STATISTICS = { mean: "Mean", median: "Median", min: "Smallest", max: "Largest", share: "Share of runs" };

function statisticButton({ change }: Settings, statistic: string): TemplateResult {
  const entries = Object.entries(STATISTICS).map(([word, label]) => ({ label, chosen: word === statistic, run: () => void change({ statistic: word }) }));
  return html`<button class="quiet" aria-haspopup="menu" title="What is told of each group" @click=${(event: Event) => openMenu(event.currentTarget as HTMLElement, "Statistic", entries)}>
    ${STATISTICS[statistic as keyof typeof STATISTICS]}${icon("down")}
  </button>`;
}

/** Which way is better, where that makes a difference. */
function goal(which: "minimise" | "minimiseX", less: boolean | null, where: string, { change }: Settings): TemplateResult | typeof nothing {
  if (less === null) return nothing;
  return toggle(where === "" ? "Less is better" : `${where}less is better`, "Whether smaller values are the better ones", less, () => change({ [which]: !less }));
}

function toggle(label: string, title: string, on: boolean, run: () => Promise<void>): TemplateResult {
  return html`<button class="quiet" aria-pressed=${on} title=${title} @click=${() => void run()}>${label}</button>`;
}

function roleButton(settings: Settings, role: PlotRole): TemplateResult {
  const keys = role.columns.map((name) => settings.session.update.columns.find((column) => column.name === name)?.key ?? name);
  const shown = role.most > 1 ? role.label : `${role.label}: ${keys[0] ?? "none"}`;
  return html`<button class="quiet role" aria-haspopup="dialog" title=${`${role.label}: ${keys.join(", ") || "none"}`} @click=${(event: Event) => pick(settings, role.word, event.currentTarget as HTMLElement)}>
    <span class="role-name">${shown}</span>${icon("down")}
  </button>`;
}

function pick({ session, picture, change }: Settings, word: string, anchor: HTMLElement): void {
  const role = () => picture()?.roles.find((role) => role.word === word);
  const first = role();
  if (!first) return;
  const several = first.most > 1;
  const set = (columns: string[]) => change({ roles: [[word, columns]] });
  openColumnPicker(anchor, {
    label: first.label,
    placeholder: "Find a column",
    columns: () => session.update.columns.filter((column) => fits(first, column)),
    chosen: (column) => role()?.columns.includes(column.name) ?? false,
    several,
    choose: (column) => {
      const columns = role()?.columns ?? [];
      if (!several) return set([column.name]);
      return set(columns.includes(column.name) ? columns.filter((name) => name !== column.name) : [...columns, column.name].slice(-first.most));
    },
    none: { label: first.optional ? "None" : "Automatic", choose: () => void set([]) },
  });
}

function fits(role: PlotRole, column: ColumnInfo): boolean {
  if (role.takes === "metrics") return column.kind === "metric";
  return role.takes === "any" || column.valueType === null || !["category", "boolean"].includes(column.valueType);
}
