import { init } from "./glue.js";

let ready: Promise<unknown> | undefined;

/** Settles when the page's own instance of the engine's module is there: it draws scenes and reads filters, and holds no data. */
export async function ownInstance(module: WebAssembly.Module): Promise<void> {
  ready ??= init({ module_or_path: module });
  await ready;
}
