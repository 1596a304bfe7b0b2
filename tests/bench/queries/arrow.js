/** The file as Arrow, for the engines that read that. */

import init, { readParquet } from "parquet-wasm/esm";

/** A whole Arrow IPC stream. */
export async function arrowStream(address) {
  const [file] = await Promise.all([
    fetch(address).then((answer) => answer.arrayBuffer()),
    init({ module_or_path: "../peers/parquet_wasm_bg.wasm" }),
  ]);
  return readParquet(new Uint8Array(file)).intoIPCStream();
}
