import { html, nothing, type TemplateResult } from "lit";

import { openColumnPicker } from "../controls/column_picker.js";
import { icon } from "../controls/icon.js";
import { segments } from "../controls/segments.js";
import { clause, sentence } from "../controls/sentence.js";
import type { ColumnInfo, ColumnKind, Goal, Grouping, Lines, Statistic } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

/** What people group by, first. */
const KINDS: ColumnKind[] = ["param", "tag", "attribute", "metric"];

const STATISTICS: { value: Statistic; label: string; title: string }[] = [
  { value: "mean", label: "Mean ± std", title: "Means, with the standard deviation of the sample" },
  { value: "min", label: "Min", title: "The smallest value of each group" },
  { value: "median", label: "Median", title: "The median of each group" },
  { value: "max", label: "Max", title: "The largest value of each group" },
  { value: "best", label: "Best", title: "All values of the best run of each group" },
];

const GOALS: { value: Goal; label: string }[] = [
  { value: "max", label: "Largest" },
  { value: "min", label: "Smallest" },
];

/** Which columns to group by, what stands for a group, and what a line of the chart is. */
export function openGrouping(session: Session, anchor: HTMLElement): void {
  const grouping = () => session.update.grouping;
  const refresh = (): void => {
    if (popover.element.isConnected) popover.refresh();
  };
  const popover = openColumnPicker(anchor, {
    label: "Group runs",
    className: "grouping",
    placeholder: "Find a column to group by…",
    columns: () => byKind(session.update.columns.filter((column) => column.differs !== false || grouping().columns.includes(column.name))),
    chosen: (column) => grouping().columns.includes(column.name),
    mark: (column) => String(grouping().columns.indexOf(column.name) + 1),
    choose: (column) => toggleGroup(session, column.name),
    several: true,
    header: () => chosenColumns(session, grouping()),
    footer: () => (grouping().columns.length === 0 ? null : settings()),
    onClose: () => session.removeEventListener("change", refresh),
  });
  session.addEventListener("change", refresh);

  function settings(): TemplateResult {
    const { statistic, best } = grouping();
    return html`<dl class="group-settings">
      <dt>Show</dt>
      <dd>${segments("What stands for a group", STATISTICS, statistic, (value) => void session.apply({ type: "groupStatistic", statistic: value }))}</dd>
      <dt>Best by</dt>
      <dd>
        <button class="quiet group-best" aria-haspopup="dialog" @click=${chooseBest}>${best ? keyOf(session, best.column) : "nothing"}${icon("down")}</button>
        ${best
          ? segments("Which values are best", GOALS, best.goal, (goal) => void session.apply({ type: "groupBest", column: best.column, goal }))
          : nothing}
      </dd>
      <dt>Lines</dt>
      <dd>${linesSwitch(session)}</dd>
    </dl>`;
  }

  function chooseBest(): void {
    popover.close();
    openColumnPicker(anchor, {
      label: "Best by",
      placeholder: "Find a column…",
      columns: () => session.update.columns.filter((column) => column.kind === "metric" || column.valueType === "real" || column.valueType === "integer"),
      chosen: (column) => grouping().best?.column === column.name,
      choose: (column) => again({ type: "groupBest", column: column.name, goal: grouping().best?.goal ?? "max" }),
      several: false,
      none: { label: "Automatic", choose: () => again({ type: "groupBest", column: null, goal: "max" }) },
    });
  }

  function again(intent: Parameters<Session["apply"]>[0]): void {
    void session.apply(intent);
    setTimeout(() => openGrouping(session, anchor));
  }
}

/** Groups by a column besides the others, or no longer by it. */
export function toggleGroup(session: Session, name: string): Promise<void> {
  const { columns } = session.update.grouping;
  const wanted = columns.includes(name) ? columns.filter((other) => other !== name) : [...columns, name];
  return session.apply({ type: "groupBy", columns: wanted });
}

/** Whether a line of a chart is a run or a group. */
export function linesSwitch(session: Session): TemplateResult {
  const choices: { value: Lines; label: string; title: string }[] = [
    { value: "runs", label: "Runs", title: "A line a run" },
    { value: "groups", label: "Groups", title: "A line a group of runs" },
  ];
  return segments("Lines of the chart", choices, session.update.grouping.lines, (lines) => void session.apply({ type: "lines", lines }));
}

/** Why nothing is grouped although the link says so. */
export function groupProblem(session: Session, { problems, text }: Grouping): TemplateResult | typeof nothing {
  const [problem] = problems;
  if (!problem) return nothing;
  return html`<p class="group-problem" role="alert">
    ${icon("warning")}<span>The runs are not grouped by <code>${text}</code>: ${clause(problem.message)}. ${problem.hint ? hintText(problem.hint) : nothing}</span>
    <button class="quiet" @click=${() => void session.apply({ type: "group", text: "" })}>Don't group</button>
  </p>`;
}

function hintText(hint: string): string {
  return /[?!]$/.test(hint) ? sentence(hint) : `${sentence(hint)}.`;
}

/** The key of a column, or its whole name where it is not there. */
export function keyOf(session: Session, name: string): string {
  return session.update.columns.find((column) => column.name === name)?.key ?? name;
}

function chosenColumns(session: Session, { columns }: Grouping): TemplateResult | null {
  if (columns.length === 0) return null;
  return html`<ol class="group-chosen" aria-label="Grouped by">
      ${columns.map(
        (name) => html`<li>
          ${keyOf(session, name)}
          <button aria-label=${`Don't group by ${keyOf(session, name)}`} @click=${() => void toggleGroup(session, name)}>${icon("close")}</button>
        </li>`,
      )}
    </ol>
    <button class="quiet" @click=${() => void session.apply({ type: "group", text: "" })}>Don't group</button>`;
}

function byKind(columns: ColumnInfo[]): ColumnInfo[] {
  return KINDS.flatMap((kind) => columns.filter((column) => column.kind === kind));
}
