/** The engine's worker with a look at the engine's memory. */
export async function workerWithMemory(address) {
  const script = await (await fetch(address)).text();
  const name = `memory ${crypto.randomUUID()}`;
  const channel = new BroadcastChannel(name);
  const memory = (work, bytes = 0) =>
    new Promise((done) => {
      channel.onmessage = ({ data }) => done(data.answer);
      channel.postMessage({ work, bytes });
    });
  return { script: URL.createObjectURL(new Blob([`(${watchMemory})(${JSON.stringify(name)});\n`, script], { type: "text/javascript" })), memory };
}

function watchMemory(name) {
  const Instance = WebAssembly.Instance;
  let exports;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, parts) {
      const instance = new target(...parts);
      exports ??= instance.exports;
      return instance;
    },
  });
  const channel = new BroadcastChannel(name);
  const bytes = () => exports.memory.buffer.byteLength;

  /** Takes blocks of each size, and keeps them, until there is none left without growing. */
  function fill() {
    for (let size = 1 << 22; size >= 1 << 10; size >>= 1) {
      const before = bytes();
      while (bytes() === before) exports.__wbindgen_malloc(size, 8);
    }
    return bytes();
  }

  function copy(length) {
    const [from, to] = [new Uint8Array(length).fill(1), new Uint8Array(length).fill(2)];
    const times = Array.from({ length: 9 }, () => {
      const begun = performance.now();
      to.set(from);
      return performance.now() - begun;
    });
    return times.sort((a, b) => a - b)[4];
  }

  channel.onmessage = ({ data }) => channel.postMessage({ answer: { fill, bytes, copy }[data.work](data.bytes) });
}
