/** What the engine in the page answers, in the words of tests/agreement/answers.txt, which the native engine wrote. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ROOT } from "./files.ts";

export interface Answer {
  file: string;
  fragment: string;
  /** The line that the native engine wrote. */
  native: string;
}

/** Every view of every file, with the native answer. */
export function answers(): Answer[] {
  const lines = readFileSync(join(ROOT, "tests", "agreement", "answers.txt"), "utf8").trimEnd().split("\n");
  return Array.from({ length: lines.length / 2 }, (_, at) => {
    const [file = "", fragment = ""] = (lines[2 * at] ?? "").split(" ");
    return { file, fragment, native: (lines[2 * at + 1] ?? "").trim() };
  });
}

/** The answer of the page for the view that it shows. */
export function answerOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    interface Picture {
      width: number;
      height: number;
      pixels: Uint8Array;
      scene: Uint8Array;
    }
    interface Session {
      update: { matching: number; total: number; grouping: { rows: number }; columns: { name: string }[] };
      rows(start: number, count: number, columns: string[]): Promise<{ rows: { name: string; cells: (string | null)[] }[] } | null>;
      exact(position: number, column: string): Promise<string | null>;
      picture(request: object): Promise<Picture | null>;
      plot(panel: string, request: object): Promise<Picture | null>;
      history(request: object): Promise<Picture | null>;
      importance(request: object, work: boolean): Promise<(Picture & { progress: number | null }) | null>;
      suggest(work: boolean): Promise<{ progress: number | null } | null>;
      suggestFile(format: string): Promise<Uint8Array | null>;
      export(request: object): Promise<Uint8Array | null>;
    }
    const EXACT_ROWS = 10;
    const palette = {
      background: "#f5f6f8",
      panel: "#ffffff",
      hairline: "#e1e4ea",
      ink: "#1b1f27",
      softInk: "#667085",
      axis: "#b3bac6",
      context: "#cfd5df",
      accent: "#2f6bff",
      bar: "#3b6fb6",
    };
    const { session } = document.querySelector("rl-app") as unknown as { session: Session };
    const encoder = new TextEncoder();
    /** FNV-1a of 32 bits. */
    const hash = (bytes: Uint8Array, start = 0x811c9dc5) => bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, start);
    const hex = (value: number) => value.toString(16).padStart(8, "0");
    const { matching, total, grouping } = session.update;
    const names = session.update.columns.map((column) => column.name);
    let cells = 0x811c9dc5;
    const addText = (text: string | null) => {
      cells = hash(Uint8Array.of(1), hash(text === null ? Uint8Array.of(0) : encoder.encode(text), cells));
    };
    for (const row of (await session.rows(0, grouping.rows, names))?.rows ?? []) [row.name, ...row.cells].forEach(addText);
    for (let position = 0; position < Math.min(EXACT_ROWS, grouping.rows); position++) {
      for (const text of await Promise.all(names.map((name) => session.exact(position, name)))) addText(text);
    }
    let line = `${matching} of ${total} runs, ${names.length} columns, cells ${hex(cells)}`;
    const requests = [1, 2].map((devicePixelRatio) => ({ width_px: 1100, height_px: 300, devicePixelRatio, palette }));
    const pictures: [string, (request: object) => Promise<Picture | null>][] = [
      ["", (request) => session.picture(request)],
      ["scatter-matrix ", (request) => session.plot("scatter-matrix", request)],
      ["history ", (request) => session.history({ picture: request, window: null })],
    ];
    for (const [name, draw] of pictures) {
      for (const request of requests) {
        const picture = await draw(request);
        if (!picture) return `no picture: ${name}`;
        line += `, ${name}${picture.width}x${picture.height} pixels ${hex(hash(picture.pixels))} scene ${hex(hash(picture.scene))}`;
      }
    }
    if (location.hash.includes("panels=importance")) {
      const [request = {}] = requests;
      let picture = await session.importance(request, true);
      while (picture && picture.progress !== null) picture = await session.importance(request, true);
      const numbers = await session.export({ panel: "importance", form: "csv", picture: request });
      if (!picture || numbers === null) return "no importance";
      const drawn = `${picture.width}x${picture.height} pixels ${hex(hash(picture.pixels))} scene ${hex(hash(picture.scene))}`;
      line += `, importance ${drawn} numbers ${hex(hash(numbers))}`;
    }
    if (location.hash.includes("panels=suggest")) {
      while ((await session.suggest(true))?.progress !== null);
      const file = await session.suggestFile("json");
      if (file === null) return "no suggestion";
      line += `, suggestion ${hex(hash(file))}`;
    }
    return line;
  });
}
