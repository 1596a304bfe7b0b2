import { Painter } from "../engine/glue.js";
import { ownInstance } from "../engine/own_instance.js";
import type { Picture as AnyPicture } from "../engine/protocol.js";

/** What of a picture is put on canvases. */
export type Paintable = Pick<AnyPicture, "width" | "height" | "width_px" | "pixels" | "scene">;
type Picture = Omit<Paintable, "scene">;

let painter: Promise<Painter> | undefined;

/**
 * Puts a picture on the three canvases of a panel: its pixels, its scene, and an empty one for the hovered run. Says whether it did; it does not
 * where the picture is no longer the panel's by the time that the painter is there.
 */
export async function paintLayers(
  panel: Element,
  module: WebAssembly.Module,
  picture: Paintable,
  isCurrent: () => boolean,
): Promise<boolean> {
  const painter = await painterFrom(module);
  const [lines, marks, hover] = panel.querySelectorAll<HTMLCanvasElement>("canvas");
  if (!isCurrent() || !lines || !marks || !hover) return false;
  putPixels(lines, picture);
  fit(marks, picture);
  painter.paint(marks, picture.scene, scaleOf(picture));
  hover.width = picture.width;
  hover.height = picture.height;
  return true;
}

/** Draws scenes. */
export function painterFrom(module: WebAssembly.Module): Promise<Painter> {
  painter ??= ownInstance(module).then(() => new Painter());
  return painter;
}

/** Makes a canvas as large as the picture, in device pixels, without clearing it needlessly. */
function fit(canvas: HTMLCanvasElement, picture: Picture): void {
  if (canvas.width !== picture.width) canvas.width = picture.width;
  if (canvas.height !== picture.height) canvas.height = picture.height;
}

/** Device pixels a CSS pixel of the picture. */
export function scaleOf(picture: Picture): number {
  return picture.width_px > 0 ? picture.width / picture.width_px : 1;
}

/** Puts the engine's pixels on a canvas. */
function putPixels(canvas: HTMLCanvasElement, picture: Picture): void {
  fit(canvas, picture);
  if (picture.width === 0 || picture.height === 0) return;
  if (picture.pixels.byteLength === 0) return canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
  const { buffer, byteOffset, byteLength } = picture.pixels;
  const bytes = new Uint8ClampedArray(buffer as ArrayBuffer, byteOffset, byteLength);
  canvas.getContext("2d")?.putImageData(new ImageData(bytes, picture.width, picture.height), 0, 0);
}
