import { CHUNKS } from "../../generated/chunks.js";
import type { EngineMethod } from "./messages.js";

/** Code of the engine that is fetched only when it is called. */
export type ChunkName = (typeof CHUNKS)[number];

/** What a call enters. The engine brings what is missing here by itself, but holds up its worker meanwhile. */
export const CHUNK_OF: Partial<Record<EngineMethod, ChunkName>> = {
  complete: "typing",
  explain: "typing",
  export: "charts",
  history: "charts",
  historyHover: "charts",
  historyHoverRow: "charts",
  historyMetrics: "charts",
  importance: "analysis",
  importanceHover: "analysis",
  plot: "charts",
  plotHover: "charts",
  plotHoverRow: "charts",
  reportTitle: "saving",
  saveReport: "saving",
  suggest: "analysis",
  suggestFile: "analysis",
};

/** Where a chunk is, relative to the page. */
export function chunkFile(name: ChunkName): string {
  return `${name}_bg.wasm`;
}

/** The chunks of one page, each compiled once. */
export class Chunks {
  readonly compiled = new Map<ChunkName, WebAssembly.Module>();
  readonly #compile: (name: ChunkName) => Promise<WebAssembly.Module>;
  readonly #coming = new Map<ChunkName, Promise<WebAssembly.Module>>();

  constructor(compile: (name: ChunkName) => Promise<WebAssembly.Module>) {
    this.#compile = compile;
  }

  /** Rejects where it cannot be fetched; another call then tries again. */
  bring(name: ChunkName): Promise<WebAssembly.Module> {
    const coming = this.#coming.get(name) ?? this.#compiled(name);
    this.#coming.set(name, coming);
    return coming;
  }

  async #compiled(name: ChunkName): Promise<WebAssembly.Module> {
    try {
      const module = await this.#compile(name);
      this.compiled.set(name, module);
      return module;
    } catch (error) {
      this.#coming.delete(name);
      throw error;
    }
  }
}
