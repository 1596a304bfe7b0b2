import { GridStackEngine } from "gridstack/dist/gridstack-engine.js";

import { COLUMNS, LEAST, PITCH_PX, type Place } from "./places.js";

/** A place in CSS pixels from the upper left corner of the grid. */
export interface Spot {
  x: number;
  y: number;
}

interface Node extends Place {
  id: string;
}

/** What becomes of all panels when one of them is moved or resized. Gridstack decides who gives way and closes gaps. */
export class Arranging {
  readonly #start: Node[];
  readonly #column_px: number;

  /** `places` must not overlap. */
  constructor(places: ReadonlyMap<string, Place>, column_px: number) {
    this.#start = [...places].map(([id, place]) => ({ id, ...place }));
    this.#column_px = column_px;
  }

  /** The panel goes before or behind the one under the pointer, changes places with one of its own row, or goes where its corner is. */
  drag(id: string, pointer: Spot, corner: Spot): Map<string, Place> {
    return this.#with(id, (node, others, engine) => {
      const [column, row] = [pointer.x / this.#column_px, pointer.y / PITCH_PX];
      const x = Math.max(0, Math.min(COLUMNS - node.w, Math.round(corner.x / this.#column_px)));
      const under = others.find((other) => column >= other.x && column < other.x + other.w && row >= other.y && row < other.y + other.h);
      if (!under) engine.moveNode(node, { x, y: Math.max(0, Math.round(corner.y / PITCH_PX)) });
      else if (under.y === node.y && under.h === node.h) exchange(node, under);
      else {
        const behind = row > under.y + under.h / 2;
        engine.moveNode(node, { x: under.w === node.w ? under.x : x, y: behind ? under.y + under.h : under.y });
      }
    });
  }

  /** Moves the lower right corner of a panel. */
  resize(id: string, corner: Spot): Map<string, Place> {
    return this.#with(id, (node, _, engine) => resize(engine, node, Math.round(corner.x / this.#column_px) - node.x, Math.round(corner.y / PITCH_PX) - node.y));
  }

  /** Makes a panel larger by a key. */
  grow(id: string, right: number, down: number): Map<string, Place> {
    return this.#with(id, (node, _, engine) => resize(engine, node, node.w + right, node.h + down));
  }

  /** Moves a panel by a key: over the one above or below it, a column aside, or past a neighbour that is as high. */
  step(id: string, right: number, down: number): Map<string, Place> {
    return this.#with(id, (node, others, engine) => {
      const above = others.filter((other) => meet(other, node, "x", "w") && other.y < node.y).sort((a, b) => b.y - a.y)[0];
      const below = others.filter((other) => meet(other, node, "x", "w") && other.y > node.y).sort((a, b) => a.y - b.y)[0];
      const next = others.find((other) => meet(other, node, "y", "h") && (right > 0 ? other.x === node.x + node.w : other.x + other.w === node.x));
      if (down < 0 && above) engine.moveNode(node, { y: above.y });
      else if (down > 0 && below) engine.moveNode(below, { y: node.y });
      else if (right !== 0 && next?.y === node.y && next.h === node.h) exchange(node, next);
      else if (right !== 0) engine.moveNode(node, { x: Math.max(0, Math.min(COLUMNS - node.w, node.x + right)) });
    });
  }

  /** Moves a panel before the one before it, or behind the one behind it, in the order in which they are read. */
  shift(id: string, by: -1 | 1): Map<string, Place> {
    return this.#with(id, (node, others, engine) => {
      const order = [node, ...others].sort((a, b) => a.y - b.y || a.x - b.x);
      const other = order[order.indexOf(node) + by];
      if (!other) return;
      const [first, second] = by < 0 ? [other, node] : [node, other];
      if (first.y === second.y && first.h === second.h) exchange(first, second);
      else engine.moveNode(second, { x: Math.min(first.x, COLUMNS - second.w), y: first.y });
    });
  }

  #with(id: string, change: (node: Node, others: Node[], engine: GridStackEngine) => void): Map<string, Place> {
    const engine = new GridStackEngine({ column: COLUMNS });
    const nodes = this.#start.map((node) => engine.addNode({ ...node }) as Node);
    const node = nodes.find((node) => node.id === id);
    if (node) change(node, nodes.filter((other) => other !== node), engine);
    return new Map(nodes.map(({ id, x, y, w, h }) => [id, { x, y, w, h }]));
  }
}

function resize(engine: GridStackEngine, node: Node, w: number, h: number): void {
  engine.moveNode(node, { w: Math.max(LEAST.w, Math.min(w, COLUMNS - node.x)), h: Math.max(LEAST.h, h) });
}

function meet(a: Node, b: Node, from: "x" | "y", size: "w" | "h"): boolean {
  return a[from] < b[from] + b[size] && b[from] < a[from] + a[size];
}

/** Two of one row, of any width, change places. */
function exchange(a: Node, b: Node): void {
  const [left, right] = a.x < b.x ? [a, b] : [b, a];
  const end = right.x + right.w;
  right.x = left.x;
  left.x = end - left.w;
}
