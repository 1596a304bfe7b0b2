/** The run under the pointer, wherever that is: charts and table show the same one. Fires `change`. */
export class Highlight extends EventTarget {
  /** Its place in the current order; `null` when there is none, or it is not in the table. */
  position: number | null = null;
  /** Where the pointer is: the name of a panel. */
  from = "table";

  set(position: number | null, from: string): void {
    if (position === this.position) return;
    this.position = position;
    this.from = from;
    this.dispatchEvent(new Event("change"));
  }
}
