/** Blocks of a text in Markdown: what stands between empty lines, and fenced code as a whole. */

export interface Moved {
  text: string;
  /** Where the cursor is then. */
  cursor: number;
}

/** Moves the block with the cursor before the one above it (-1) or behind the one below it (1). */
export function moveBlock(text: string, cursor: number, by: -1 | 1): Moved {
  const blocks = blocksOf(text);
  let end = -1;
  const starts = blocks.map((block) => {
    const start = end + 1;
    end = start + block.length + 1;
    return start;
  });
  const at = starts.findLastIndex((start) => start <= cursor);
  const [block, other] = [blocks[at], blocks[at + by]];
  if (block === undefined || other === undefined) return { text, cursor };
  const within = Math.min(cursor - (starts[at] ?? 0), block.length);
  blocks[at] = other;
  blocks[at + by] = block;
  const before = blocks.slice(0, at + by).reduce((sum, earlier) => sum + earlier.length + 2, 0);
  return { text: blocks.join("\n\n"), cursor: before + within };
}

/** Puts a block behind the one with the cursor. */
export function insertBlock(text: string, cursor: number, block: string): Moved {
  const blank = text.slice(cursor).search(/\n\s*\n/);
  const at = blank < 0 ? text.length : cursor + blank;
  const before = text.slice(0, at).trimEnd();
  const start = before === "" ? "" : `${before}\n\n`;
  return { text: `${start}${block}\n\n${text.slice(at).trimStart()}`, cursor: start.length + block.length };
}

function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let open: string[] = [];
  let fenced = false;
  for (const line of text.trim().split("\n")) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (line.trim() !== "" || fenced) open.push(line);
    else if (open.length > 0) blocks.push(open.splice(0).join("\n"));
  }
  if (open.length > 0) blocks.push(open.join("\n"));
  return blocks;
}
