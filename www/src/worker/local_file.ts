import { Trouble } from "../engine/trouble.js";
import type { FileHandle } from "../engine/protocol.js";

/** A picked or dropped file. Nothing is read before the engine asks. */
export function localFile(name: string, file: File): FileHandle {
  return {
    name,
    url: null,
    len: file.size,
    async read(start, end) {
      try {
        return new Uint8Array(await file.slice(start, end).arrayBuffer());
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Trouble(
          "The file can no longer be read",
          name,
          why,
          "It was changed, moved or deleted after it was opened. Choose it again.",
        );
      }
    },
  };
}
