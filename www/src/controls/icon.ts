import { html, svg, type TemplateResult } from "lit";

const SHAPES = {
  plus: svg`<path d="M8 3v10M3 8h10"/>`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  down: svg`<path d="m4 6 4 4 4-4"/>`,
  up: svg`<path d="m4 10 4-4 4 4"/>`,
  dots: svg`<path d="M3 8h.01M8 8h.01M13 8h.01"/>`,
  search: svg`<circle cx="7" cy="7" r="4"/><path d="m10 10 3.5 3.5"/>`,
  check: svg`<path d="m3 8.5 3.2 3.2L13 5"/>`,
  pin: svg`<path d="M6 2.5h4M6.7 2.5v4L4.5 9h7L9.3 6.5v-4M8 9v4.5"/>`,
  file: svg`<path d="M4 2h5l3 3v9H4zM9 2v3h3"/>`,
  link: svg`<path d="M6.5 9.5a2.5 2.5 0 0 0 3.5 0l2.2-2.2a2.5 2.5 0 0 0-3.5-3.5L8 4.5M9.5 6.5a2.5 2.5 0 0 0-3.5 0L3.8 8.7a2.5 2.5 0 0 0 3.5 3.5l.7-.7"/>`,
  sun: svg`<circle cx="8" cy="8" r="3"/><path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7"/>`,
  moon: svg`<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z"/>`,
  auto: svg`<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5v11M8 5h4M8 8h5.3M8 11h4"/>`,
  warning: svg`<path d="M8 2.5 14 13H2zM8 6.5v3M8 11.3h.01"/>`,
  right: svg`<path d="m6 4 4 4-4 4"/>`,
  dash: svg`<path d="M4 8h8"/>`,
  layers: svg`<path d="m8 2.5 5.5 3L8 8.5l-5.5-3zM2.5 8.2 8 11.2l5.5-3M2.5 10.8 8 13.8l5.5-3"/>`,
  larger: svg`<path d="M9.5 3H13v3.5M13 3 9 7M6.5 13H3V9.5M3 13l4-4"/>`,
  grip: svg`<path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01"/>`,
  columns: svg`<path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10"/>`,
  pencil: svg`<path d="M3 13l.7-3 7-7 2.3 2.3-7 7zM9.2 4.5l2.3 2.3"/>`,
  filter: svg`<path d="M2.5 3.5h11l-4.2 5v4l-2.6 1v-5z"/>`,
  brush: svg`<path d="M8 1.5v3M8 11.5v3"/><rect x="5.2" y="4.5" width="5.6" height="7" rx="1.6"/>`,
  drop: svg`<path d="M8 2.5v7.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11"/>`,
};

export type IconName = keyof typeof SHAPES;

/** A small drawing that says nothing to screen readers: the control around it has a name. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[name]}</svg>`;
}
