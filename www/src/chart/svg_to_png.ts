import { Trouble } from "../engine/trouble.js";

/** A picture from the engine as PNG, with so many device pixels a CSS pixel, in the fonts of this page's reader. */
export async function svgToPng(svg: Uint8Array<ArrayBuffer>, scale: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(image.naturalWidth * scale);
    canvas.height = Math.ceil(image.naturalHeight * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, image.naturalWidth * scale, image.naturalHeight * scale);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (png) return png;
    const why = `this browser makes no picture of ${canvas.width} × ${canvas.height} pixels`;
    throw new Trouble("The chart cannot be exported", "as PNG", why, "Choose fewer pixels, or SVG.");
  } finally {
    URL.revokeObjectURL(url);
  }
}
