/** Importance in the browser: programs as Wasm, and Runloom's own engine in its worker. */

import { client, openFile, palette } from "../parallel/watched_engine.js";

/** Milliseconds that `main` of a program takes. Each run is a new instance: a program has one main. */
export async function times(file, samples, warm) {
  const module = await WebAssembly.compileStreaming(fetch(file));
  const found = [];
  for (let sample = -warm; sample < samples; sample++) {
    const { exports } = await WebAssembly.instantiate(module, {});
    const begun = performance.now();
    if (exports.main(0, 0) !== 0) throw new Error(`${file} found another param`);
    if (sample >= 0) found.push(performance.now() - begun);
  }
  return found;
}

/** Milliseconds until the panel knows which params matter, and until it knows how sure that is, as it asks for it. */
export async function panel(address, method) {
  await openFile(address);
  await client.apply({ type: "restore", fragment: `panels=importance,table&importance.target=metrics.score&importance.goal=min&importance.method=${method}` });
  const request = { width_px: 1350, height_px: 0, devicePixelRatio: 1, palette };
  const begun = performance.now();
  let longest = 0;
  let steps = 0;
  for (;;) {
    const asked = performance.now();
    const picture = await client.importance(request, true);
    longest = Math.max(longest, performance.now() - asked);
    steps += 1;
    if (picture.progress === null) return { all_ms: performance.now() - begun, longest_ms: longest, steps, words: picture.description };
  }
}
