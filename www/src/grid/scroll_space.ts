/** Browsers clip elements that are taller; Firefox does so from 17.9 million pixels on. */
const MOST_SPACE_PX = 15_000_000;

/**
 * Maps a scroll bar on to rows that are together taller than any element may be.
 *
 * Wheel, keys and touch move rows by the pixels they say; the thumb and long jumps move in proportion. After 1:1 movement
 * the thumb is put back to where the proportion wants it once scrolling has come to rest.
 */
export class ScrollSpace {
  readonly #rowHeight_px: number;
  #rows = 0;
  #view_px = 0;
  #top_px = 0;
  #lastScroll_px = 0;

  constructor(rowHeight_px: number) {
    this.#rowHeight_px = rowHeight_px;
  }

  /** Sets the number of rows and the height that shows them. */
  resize(rows: number, view_px: number): void {
    this.#rows = rows;
    this.#view_px = view_px;
    this.#top_px = this.#clamped(this.#top_px);
  }

  /** The height of the element that is scrolled. */
  get space_px(): number {
    return Math.min(MOST_SPACE_PX, this.#all_px);
  }

  /** How far the rows are scrolled, in their own pixels. */
  get top_px(): number {
    return this.#top_px;
  }

  get firstRow(): number {
    return Math.floor(this.#top_px / this.#rowHeight_px);
  }

  get rowsInView(): number {
    return Math.ceil(this.#view_px / this.#rowHeight_px) + 1;
  }

  /** Where the scroll bar has to be for the rows to be where they are. */
  get scroll_px(): number {
    return this.#mostTop_px === 0 ? 0 : (this.#top_px / this.#mostTop_px) * this.#mostScroll_px;
  }

  /** Where the scroll bar is, as far as is known without asking the browser, which would have to lay the page out first. */
  get lastScroll_px(): number {
    return this.#lastScroll_px;
  }

  /** The scroll bar was moved by the browser. */
  scrolled(scroll_px: number): void {
    const delta_px = scroll_px - this.#lastScroll_px;
    this.#lastScroll_px = scroll_px;
    const near = Math.abs(delta_px) <= this.#view_px * 2;
    const atEnd = scroll_px <= 0 || scroll_px >= this.#mostScroll_px - 1;
    if (this.#all_px > MOST_SPACE_PX && near && !atEnd) this.#top_px = this.#clamped(this.#top_px + delta_px);
    else this.#top_px = this.#clamped(this.#mostScroll_px === 0 ? 0 : (scroll_px / this.#mostScroll_px) * this.#mostTop_px);
  }

  /** The scroll bar was moved by the page, to `scroll_px`. */
  placed(scroll_px: number): void {
    this.#lastScroll_px = scroll_px;
  }

  /** Moves as little as needed to have the whole of a row in view. */
  reveal(row: number): void {
    const from = row * this.#rowHeight_px;
    const to = from + this.#rowHeight_px;
    if (from < this.#top_px) this.#top_px = this.#clamped(from);
    else if (to > this.#top_px + this.#view_px) this.#top_px = this.#clamped(to - this.#view_px);
  }

  get #all_px(): number {
    return this.#rows * this.#rowHeight_px;
  }

  get #mostTop_px(): number {
    return Math.max(0, this.#all_px - this.#view_px);
  }

  get #mostScroll_px(): number {
    return Math.max(0, this.space_px - this.#view_px);
  }

  #clamped(top_px: number): number {
    return Math.max(0, Math.min(this.#mostTop_px, top_px));
  }
}
