import type { Progress } from "../engine/protocol.js";

/** A file as the engine reads it: any part of it, whenever a view needs it. `end` is not included. */
export interface EngineFile {
  id: number;
  name: string;
  url: string | null;
  len: number;
  read(start: number, end: number): Promise<Uint8Array>;
}

export type OnProgress = (progress: Progress) => void;
