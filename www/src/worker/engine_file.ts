import type { Progress } from "../engine/protocol.js";

/** A file as the engine reads it: any part of it, whenever a view needs it. `end` is not included. */
export interface EngineFile {
  name: string;
  url: string | null;
  len: number;
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Told how far the work is; settles when it may go on, rejects to cancel it. */
export type OnProgress = (progress: Progress) => Promise<void>;
