/** One request for a part of a file, or all of it. Both ends of a range are included, as HTTP writes them. */
export interface NetRequest {
  url: string;
  method: "GET" | "HEAD";
  range: { first: number; last: number } | null;
  /** Only asks whether there is a server at all; the answer can't be read. */
  opaque: boolean;
}

/** What a server says before the body. `null` where it says nothing, or CORS hides it. */
export interface NetHead {
  status: number;
  contentType: string | null;
  contentRange: string | null;
  contentLength: number | null;
}

export type ToFrame = { type: "fetch"; id: number; request: NetRequest } | { type: "cancel"; id: number };

export type FromFrame =
  | { type: "head"; id: number; head: NetHead }
  | { type: "chunk"; id: number; bytes: Uint8Array<ArrayBuffer> }
  | { type: "end"; id: number }
  | { type: "failed"; id: number; why: string; blocked: boolean };
