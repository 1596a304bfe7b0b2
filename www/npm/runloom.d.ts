/** The version of the elements that this script brings. */
export const version: string;

/** What `runloom-change` tells of what a chart shows. */
export interface RunloomChange {
  /** What follows the # of a link that shows the same. */
  fragment: string;
  /** How many runs match the filter and the brushes. */
  matching: number;
  /** How many runs there are. */
  total: number;
}

/** `<runloom-chart src where kind axes color view theme height>` */
export interface RunloomChartElement extends HTMLElement {
  /** What follows the # of a link that shows the same. */
  readonly fragment: string;
  addEventListener(type: "runloom-change", listener: (event: CustomEvent<RunloomChange>) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "runloom-chart": RunloomChartElement;
    "runloom-report": HTMLElement;
  }
}
