/** speed/src/bin/parse.rs as Wasm, with the page holding the watch. */

/** Milliseconds that its `main` takes. Each run is a new instance: a program has one main. */
export async function times(samples) {
  const module = await WebAssembly.compileStreaming(fetch("parse.wasm"));
  const found = [];
  for (let sample = -2; sample < samples; sample++) {
    const { exports } = await WebAssembly.instantiate(module, {});
    const begun = performance.now();
    if (exports.main(0, 0) !== 0) throw new Error("a filter could not be read");
    if (sample >= 0) found.push(performance.now() - begun);
  }
  return found;
}
