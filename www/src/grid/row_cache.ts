import type { Row, RowBlock } from "../engine/protocol.js";

const ROWS = 64;
const MOST_BLOCKS = 120;
/** While rows change without pause, as under a dragged brush, they are fetched this often at most: pictures come first. */
const REFRESH_MS = 150;

interface Block {
  /** The engine and the generation that the rows are of. */
  engine: number;
  generation: number;
  colours: number;
  rows: Row[];
  /** By column: one text a row. */
  cells: Map<string, (string | null)[]>;
}

interface Request {
  index: number;
  columns: string[];
  engine: number;
  generation: number;
  colours: number;
}

/** What the table needs to show. */
export interface Need {
  first: number;
  last: number;
  columns: string[];
  /** Changes when another engine takes over. */
  engine: number;
  /** Changes whenever rows may have changed. */
  generation: number;
  /** Changes whenever rows may have other colours. */
  colours: number;
}

/**
 * Rows near those in view, fetched in blocks, one request at a time, the nearest first. Rows of an older state are shown
 * until the new ones are there.
 */
export class RowCache {
  readonly #fetch: (start: number, count: number, columns: string[]) => Promise<RowBlock | null>;
  readonly #arrived: (columns: string[], rows: Row[]) => void;
  readonly #blocks = new Map<number, Block>();
  #need: Need | null = null;
  #busy = false;
  /** What was last fetched after a change, and when. */
  #latest = { engine: 0, generation: 0, at: -REFRESH_MS };

  constructor(
    fetch: (start: number, count: number, columns: string[]) => Promise<RowBlock | null>,
    arrived: (columns: string[], rows: Row[]) => void,
  ) {
    this.#fetch = fetch;
    this.#arrived = arrived;
  }

  /** Says what is in view now. */
  want(need: Need): void {
    this.#need = need;
    if (!this.#busy) void this.#pump();
  }

  /** A row without its cells, if known. */
  row(position: number): Row | undefined {
    return this.#blocks.get(Math.floor(position / ROWS))?.rows[position % ROWS];
  }

  /** The text of a cell; `null` is missing, `undefined` not known yet. */
  cell(position: number, column: string): string | null | undefined {
    return this.#blocks.get(Math.floor(position / ROWS))?.cells.get(column)?.[position % ROWS];
  }

  async #pump(): Promise<void> {
    this.#busy = true;
    try {
      for (let request = this.#next(); request; request = this.#next()) {
        if (await this.#tooEarly(request)) continue;
        const answer = await this.#fetch(request.index * ROWS, ROWS, request.columns);
        if (!answer) return;
        if (this.#need?.engine !== request.engine) continue;
        this.#store(request, answer);
        this.#arrived(request.columns, answer.rows);
      }
    } finally {
      this.#busy = false;
    }
  }

  /** Waits where rows of another generation were fetched a moment ago; says whether it did. */
  async #tooEarly({ engine, generation }: Request): Promise<boolean> {
    const latest = this.#latest;
    const now = performance.now();
    if (engine === latest.engine && generation === latest.generation) return false;
    const early_ms = latest.at + REFRESH_MS - now;
    if (engine === latest.engine && early_ms > 0) {
      await new Promise((resolve) => setTimeout(resolve, early_ms));
      return true;
    }
    this.#latest = { engine, generation, at: now };
    return false;
  }

  #next(): Request | null {
    const need = this.#need;
    if (!need || need.last < need.first) return null;
    const { engine, generation, colours } = need;
    const asked = (index: number, columns: string[]): Request => ({ index, columns, engine, generation, colours });
    for (let index = Math.floor(need.first / ROWS); index <= Math.floor(need.last / ROWS); index += 1) {
      const block = this.#blocks.get(index);
      if (block?.engine !== engine || block.generation < generation || block.colours < colours) return asked(index, need.columns);
      const columns = need.columns.filter((column) => !block.cells.has(column));
      if (columns.length > 0) return asked(index, columns);
    }
    return null;
  }

  #store({ index, columns, engine }: Request, answer: RowBlock): void {
    const old = this.#blocks.get(index);
    const { generation, colours } = answer;
    const same = old?.engine === engine && old.generation === generation && old.colours === colours;
    const block: Block = same ? old : { engine, generation, colours, rows: answer.rows, cells: new Map() };
    columns.forEach((column, at) => block.cells.set(column, answer.rows.map((row) => row.cells[at] ?? null)));
    this.#blocks.delete(index);
    this.#blocks.set(index, block);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MOST_BLOCKS) break;
      this.#blocks.delete(oldest);
    }
  }
}
