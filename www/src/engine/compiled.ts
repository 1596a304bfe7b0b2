/** The module in an answer; also where a host does not say that it is Wasm. */
export async function compiled(response: Response): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compileStreaming(response.clone());
  } catch {
    return WebAssembly.compile(await response.arrayBuffer());
  }
}
