/** Runloom's worker with a clock before it: each answer says how long the engine worked on it, as `inside_ms`. */
export async function workerWithClock(address) {
  const script = await (await fetch(address)).text();
  return URL.createObjectURL(new Blob([`(${clock})();\n`, script], { type: "text/javascript" }));
}

function clock() {
  const post = globalThis.postMessage.bind(globalThis);
  const begun = new Map();
  globalThis.addEventListener("message", ({ data }) => begun.set(data.id, performance.now()));
  globalThis.postMessage = (message, transfer) => {
    if (message.type === "answer" && message.value) message.value.inside_ms = performance.now() - begun.get(message.id);
    post(message, transfer);
  };
}
