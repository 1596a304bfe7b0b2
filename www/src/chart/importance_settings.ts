import { html, nothing, type TemplateResult } from "lit";

import { openColumnPicker } from "../controls/column_picker.js";
import { icon } from "../controls/icon.js";
import { openMenu, type MenuEntry } from "../controls/menu.js";
import type { ColumnInfo, ImportancePicture, ImportanceSettings } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

/** What is asked, and how it is changed. */
export interface Asking {
  session: Session;
  picture: Pick<ImportancePicture, "asked" | "settings">;
  change: (part: Partial<ImportanceSettings>) => Promise<void>;
}

/** Among which runs params can be judged: all, or so many percent. */
const BEST_PERCENTS = [null, 50, 25, 10] as const;

interface Settings extends Asking {
  picture: ImportancePicture;
}

/** What params are to explain, and how they are judged. */
export function importanceSettings(settings: Settings): TemplateResult {
  const { methods, settings: chosen } = settings.picture;
  const method = methods.find(({ word }) => word === chosen.method);
  return html`${targetButton(settings, "What params are to explain")}
    <button class="quiet" aria-haspopup="menu" title=${method?.meaning ?? ""} @click=${(event: Event) => pickMethod(settings, event.currentTarget as HTMLElement)}>
      ${method?.title ?? chosen.method}${chosen.bestPercent === null ? nothing : `, best ${chosen.bestPercent} %`}${icon("down")}
    </button>`;
}

/** The button that chooses the target. */
export function targetButton(asking: Asking, title: string): TemplateResult {
  return html`<button class="quiet role" aria-haspopup="dialog" title=${title} @click=${(event: Event) => pickTarget(asking, event.currentTarget as HTMLElement)}>
    <span class="role-name">Target: ${asking.picture.asked?.key ?? "none"}</span>${icon("down")}
  </button>`;
}

function pickTarget({ session, picture, change }: Asking, anchor: HTMLElement): void {
  const { asked, settings } = picture;
  openColumnPicker(anchor, {
    label: "Target",
    placeholder: "Find a metric…",
    columns: () => session.update.columns.filter(isResult),
    chosen: (column) => column.name === asked?.target,
    choose: (column) => change({ target: column.name, goal: null }),
    several: false,
    none: { label: "Automatic", chosen: () => settings.target === null, choose: () => void change({ target: null, goal: null }) },
  });
}

/** Whether a column can be something to explain: a metric, or how long it took. */
function isResult({ name, kind, differs }: ColumnInfo): boolean {
  return differs !== false && (kind === "metric" || name === "duration");
}

function pickMethod({ picture, change }: Settings, anchor: HTMLElement): void {
  const { methods, settings } = picture;
  openMenu(anchor, "How params are judged", [
    { heading: "Method" },
    ...methods.map(({ word, title }) => ({ label: title, chosen: word === settings.method, run: () => void change({ method: word }) })),
    { heading: "Goal" },
    ...goalEntries({ picture, change }),
    { heading: "Among" },
    ...BEST_PERCENTS.map((bestPercent) => ({
      label: bestPercent === null ? "All runs" : `The best ${bestPercent} %`,
      chosen: bestPercent === settings.bestPercent,
      run: () => void change({ bestPercent }),
    })),
  ]);
}

/** Which values of the target are good. */
export function goalEntries({ picture: { asked, settings }, change }: Pick<Asking, "picture" | "change">): MenuEntry[] {
  const goal = (label: string, goal: ImportanceSettings["goal"]) => ({ label, chosen: settings.goal === goal, run: () => void change({ goal }) });
  const guessed = asked && settings.goal === null ? ` (${asked.goal === "max" ? "higher" : "lower"} is better)` : "";
  return [goal(`By its name${guessed}`, null), goal("Higher is better", "max"), goal("Lower is better", "min")];
}
