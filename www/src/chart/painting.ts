import { Painter } from "../engine/glue.js";
import { ownInstance } from "../engine/own_instance.js";
import type { Picture as AnyPicture } from "../engine/protocol.js";

/** What of a picture is put on canvases. */
export type Paintable = Pick<AnyPicture, "width" | "height" | "width_px" | "pixels" | "scene"> & Partial<Pick<AnyPicture, "brushes">>;
type Picture = Omit<Paintable, "scene" | "brushes">;

let painter: Promise<Painter> | undefined;
/** What is on the canvases that scenes were painted on. */
const painted = new WeakMap<HTMLCanvasElement, { scene: Uint8Array; scale: number }>();
/** The canvases that hold what is hovered. */
const hovered = new WeakSet<HTMLCanvasElement>();

/**
 * Puts a picture on the canvases of a panel: its pixels, its brushes where it has any, its scene, and nothing on that of the hovered run. Says
 * whether it did; it does not where the picture is no longer the panel's by the time that the painter is there.
 */
export async function paintLayers(
  panel: Element,
  module: WebAssembly.Module,
  picture: Paintable,
  isCurrent: () => boolean,
): Promise<boolean> {
  const painter = await painterFrom(module);
  const layer = (name: string) => panel.querySelector<HTMLCanvasElement>(`canvas.${name}`);
  const [lines, brushes, marks, hover] = [layer("lines"), layer("brushes"), layer("marks"), layer("hover")];
  if (!isCurrent() || !lines || !marks || !hover) return false;
  putPixels(lines, picture);
  if (brushes && picture.brushes) paintScene(painter, brushes, picture, picture.brushes);
  paintScene(painter, marks, picture, picture.scene);
  fit(hover, picture);
  clearHover(hover);
  return true;
}

/** Paints what is hovered. */
export function paintHover(painter: Painter, canvas: HTMLCanvasElement, scene: Uint8Array, scale: number): void {
  painter.paint(canvas, scene, scale);
  hovered.add(canvas);
}

/** Takes what is hovered away, if anything is. */
export function clearHover(canvas: HTMLCanvasElement): void {
  if (hovered.delete(canvas)) canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
}

/** Paints a scene unless it is there. */
function paintScene(painter: Painter, canvas: HTMLCanvasElement, picture: Picture, scene: Uint8Array): void {
  const scale = scaleOf(picture);
  const last = painted.get(canvas);
  const same = canvas.width === picture.width && canvas.height === picture.height && last?.scale === scale && sameBytes(last.scene, scene);
  if (same) return;
  fit(canvas, picture);
  painter.paint(canvas, scene, scale);
  painted.set(canvas, { scene, scale });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
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
