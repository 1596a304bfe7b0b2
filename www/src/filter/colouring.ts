import { html, nothing, type TemplateResult } from "lit";

import type { FilterProblem } from "../engine/protocol.js";

const LEXEMES =
  /(?<value>'(?:[^'\\]|\\.|'')*'?|"(?:[^"\\]|\\.)*"?(?!\.)|(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))|(?<word>\b(?:AND|OR|NOT|IN|LIKE|ILIKE|RLIKE|BETWEEN|IS|NULL|TRUE|FALSE)\b|[<>=!~]+)|(?<name>`[^`]*`?|[\p{L}_][\p{L}\p{N}_./-]*(?:`[^`]*`?|"[^"]*"?)?)/giu;

/**
 * The filter text behind the field, coloured by its looks only: whether it is right is for the engine to say,
 * whose problems are underlined.
 */
export function coloured(text: string, problems: FilterProblem[]): TemplateResult {
  const kinds = kindsOf(text);
  const cuts = new Set([0, text.length, ...kinds.flatMap(({ start, end }) => [start, end])]);
  const marks = problems.map((problem) => ({ ...shown(problem, text), advice: problem.advice }));
  for (const { start, end } of marks) cuts.add(start).add(end);
  const places = [...cuts].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return html`${places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? text.length;
    const kind = kinds.find((kind) => kind.start <= start && end <= kind.end)?.kind;
    const mark = marks.find((mark) => mark.start <= start && end <= mark.end);
    const names = [kind ? `code-${kind}` : "", mark ? (mark.advice ? "advised" : "wrong") : ""].join(" ").trim();
    return html`<span class=${names || nothing}>${text.slice(start, end)}</span>`;
  })}${marks.some(({ start }) => start >= text.length) ? html`<span class="wrong"> </span>` : nothing}`;
}

function kindsOf(text: string): { start: number; end: number; kind: string }[] {
  return [...text.matchAll(LEXEMES)].flatMap((match) => {
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    return kind ? [{ start: match.index, end: match.index + match[0].length, kind }] : [];
  });
}

/** An empty place is shown by the character before it, or, at the end of the text, after it. */
function shown({ start, end }: FilterProblem, text: string): { start: number; end: number } {
  if (end > start) return { start, end: Math.min(end, text.length) };
  return start >= text.length ? { start: text.length, end: text.length } : { start, end: start + 1 };
}
