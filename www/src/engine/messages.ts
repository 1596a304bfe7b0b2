/** The messages between the page and its worker. Each call carries an id; a worker lives for one generation of calls. */

import type { ChunkName } from "./chunks.js";
import type { HeldModules } from "./held_files.js";
import type { Progress } from "./protocol.js";
import type { Remediable } from "./trouble.js";

/** One thing to open: a local file or an absolute address. */
export interface Input {
  name: string;
  /** As the user wrote it; `null` for a local file. */
  url: string | null;
  from: File | string | HeldData;
}

/** A file of data within this document: its bytes as text, eleven characters for nine, and the SHA-256 that they have to have. */
export interface HeldData {
  packed: string;
  sha256: string;
}

/** The engine's methods that the page may call, besides `open`. */
export type EngineMethod = "close" | "apply" | "complete" | "explain" | "rows" | "picture" | "expandLink" | "linkParts" | "export" | "saveReport" | "reportTitle" | "hover" | "hoverRow" | "prepareHover" | "history" | "historyHover" | "historyHoverRow" | "historyMetrics" | "importance" | "importanceHover" | "suggest" | "suggestFile" | "plot" | "plotHover" | "plotHoverRow" | "exact" | "summary" | "crash";

/** What the page may ask the worker for, besides the engine's methods. */
export type Question =
  | { type: "open"; engine: number; inputs: Input[] }
  | { type: "parts"; file: File }
  | { type: "reportText"; engine: number; text: string }
  | { type: "partNames"; input: Input }
  | { type: "firstBytes"; address: string; most: number };

/** An engine is known by a number; a worker may have several. */
export type ToWorker =
  | (Question & { id: number })
  | { type: "start"; module: WebAssembly.Module; base: string; held: HeldModules | null }
  | { type: "chunk"; name: ChunkName; module: WebAssembly.Module }
  | { type: "engine"; engine: number }
  | { type: "end"; engine: number }
  | { type: "call"; id: number; engine: number; method: EngineMethod; args: unknown[] }
  | { type: "cancel"; id: number }
  | { type: "pixels"; pixels: Uint8Array<ArrayBuffer> }
  | { type: "reach"; origin: string; port: MessagePort };

export type FromWorker =
  | { type: "started" }
  | { type: "answer"; id: number; value: unknown }
  | { type: "failure"; id: number; error: Remediable }
  | { type: "progress"; id: number; progress: Progress }
  | { type: "died"; why: string };
