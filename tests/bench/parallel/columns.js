/** The columns of a file as typed arrays, for the libraries that draw what they are given. */

import { tableFromIPC } from "apache-arrow";
import init, { readParquet } from "parquet-wasm/esm";

export const AXES = [...Array.from({ length: 9 }, (_, axis) => `params.p${axis}`), "metrics.score"];

/** One array of numbers an axis. */
export async function columnsOf(address) {
  const [file] = await Promise.all([fetch(address).then((answer) => answer.arrayBuffer()), init({ module_or_path: "../peers/parquet_wasm_bg.wasm" })]);
  const table = tableFromIPC(readParquet(new Uint8Array(file), { columns: AXES }).intoIPCStream());
  return AXES.map((name) => Float64Array.from(table.getChild(name).toArray()));
}
