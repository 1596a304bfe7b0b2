const CELL_PADDING_PX = 24;
const HEADER_EXTRA_PX = 44;
const LEAST_PX = 64;
const MOST_PX = 300;

let context: CanvasRenderingContext2D | null = null;

/** The width in which a header and some of its cells, set in a font weight, show whole, within reason. */
export function naturalWidth(header: string, cells: (string | null)[], weight = 400): number {
  const widest = Math.max(0, ...cells.map((cell) => (cell === null ? 0 : width(cell, weight))));
  const wanted = Math.max(width(header, 600) + HEADER_EXTRA_PX, widest + CELL_PADDING_PX);
  return Math.ceil(Math.max(LEAST_PX, Math.min(MOST_PX, wanted)));
}

function width(text: string, weight: number): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 7.5;
  const family = getComputedStyle(document.body).fontFamily;
  context.font = `${weight} 13px ${family}`;
  return context.measureText(text.slice(0, 80)).width;
}
