import type { Row, RowBlock } from "../engine/protocol.js";

const ROWS = 64;
const MOST_BLOCKS = 120;

interface Block {
  state: string;
  rows: Row[];
  /** By column: one text a row. */
  cells: Map<string, (string | null)[]>;
}

/** What the table needs to show. */
export interface Need {
  first: number;
  last: number;
  columns: string[];
  /** Changes whenever rows may have changed. */
  state: string;
  generation: number;
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
        const answer = await this.#fetch(request.index * ROWS, ROWS, request.columns);
        if (!answer) return;
        const current = this.#need;
        if (current && (current.state !== request.state || answer.generation !== current.generation)) continue;
        this.#store(request, answer);
        this.#arrived(request.columns, answer.rows);
      }
    } finally {
      this.#busy = false;
    }
  }

  #next(): { index: number; columns: string[]; state: string } | null {
    const need = this.#need;
    if (!need || need.last < need.first) return null;
    for (let index = Math.floor(need.first / ROWS); index <= Math.floor(need.last / ROWS); index += 1) {
      const block = this.#blocks.get(index);
      if (block?.state !== need.state) return { index, columns: need.columns, state: need.state };
      const columns = need.columns.filter((column) => !block.cells.has(column));
      if (columns.length > 0) return { index, columns, state: need.state };
    }
    return null;
  }

  #store({ index, columns, state }: { index: number; columns: string[]; state: string }, answer: RowBlock): void {
    const old = this.#blocks.get(index);
    const block: Block = old?.state === state ? old : { state, rows: answer.rows, cells: new Map() };
    columns.forEach((column, at) => block.cells.set(column, answer.rows.map((row) => row.cells[at] ?? null)));
    this.#blocks.delete(index);
    this.#blocks.set(index, block);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MOST_BLOCKS) break;
      this.#blocks.delete(oldest);
    }
  }
}
