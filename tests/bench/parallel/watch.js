/**
 * When a picture is done, by one rule for every library.
 *
 * Each call that draws on a canvas is noticed. After the task that drew, one pixel of every canvas that was drawn on is read back, which waits
 * for all drawing that a browser puts off; that is when the drawing is done. The second frame after it is when it is on the screen. Libraries
 * that draw a part in each frame begin anew with each part: what counts is the last one, after which nothing is drawn for a while. Their parts
 * are read back no more than ten times a second.
 */
export function watchDrawing() {
  const DRAWING = {
    CanvasRenderingContext2D: ["stroke", "fill", "fillRect", "strokeRect", "clearRect", "drawImage", "putImageData", "fillText", "strokeText"],
    WebGLRenderingContext: ["drawArrays", "drawElements", "clear"],
    WebGL2RenderingContext: ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced", "clear"],
  };
  const LOOK_MS = 5;
  /** Of pictures in many parts not every part is read back, which would slow them down; the last one is, soon after. */
  const READ_AGAIN_MS = 100;
  const LATE_MS = 30;
  const touched = new Set();
  const drawnOn = new WeakSet();
  const after = new MessageChannel();
  const state = { begun: performance.now(), first: 0, drawn: 0, shown: 0, parts: 0, read: 0 };
  let waiting = false;
  let late;
  after.port1.onmessage = () => {
    waiting = false;
    clearTimeout(late);
    if (state.parts === 0 || performance.now() - state.read > READ_AGAIN_MS) readBack();
    else late = setTimeout(() => (state.drawn += readBack()), LATE_MS);
    const drawn = performance.now();
    const parts = state.parts + 1;
    Object.assign(state, { first: state.first || drawn, drawn, shown: 0, parts });
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (state.parts === parts) state.shown = performance.now();
      }),
    );
  };

  /** Milliseconds that it took. */
  function readBack() {
    const begun = performance.now();
    for (const context of touched) readPixel(context);
    touched.clear();
    state.read = performance.now();
    return state.read - begun;
  }

  function noticed(context) {
    touched.add(context);
    if (waiting) return;
    waiting = true;
    after.port2.postMessage(null);
  }

  function readPixel(context) {
    if (context.canvas.width === 0 || context.canvas.height === 0) return;
    if (context instanceof CanvasRenderingContext2D) context.getImageData(0, 0, 1, 1);
    else {
      context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
      context.getError();
    }
  }

  for (const [name, methods] of Object.entries(DRAWING)) {
    const { prototype } = globalThis[name];
    for (const method of methods) {
      const draw = prototype[method];
      prototype[method] = function (...parts) {
        noticed(this);
        if (!method.startsWith("clear")) drawnOn.add(this.canvas);
        return draw.apply(this, parts);
      };
    }
  }

  /** From now on. */
  function begin() {
    Object.assign(state, { begun: performance.now(), first: 0, drawn: 0, shown: 0, parts: 0 });
  }

  globalThis.watch = {
    begin,
    /** Whether a canvas was ever drawn on, other than to clear it. */
    drewOn: (canvas) => drawnOn.has(canvas),
    /** From the next event of the pointer or key on. */
    arm() {
      state.begun = 0;
      const events = ["pointermove", "mousemove", "keydown", "wheel"];
      const first = () => {
        for (const name of events) removeEventListener(name, first, true);
        begin();
      };
      for (const name of events) addEventListener(name, first, true);
    },
    /**
     * Waits until nothing has been drawn for `quiet_ms` after something was. Milliseconds until the first part of the picture was drawn, until
     * all of it was, and until it was on the screen; `null` where nothing was drawn within `most_ms` or it was not done by then.
     */
    async settled(quiet_ms, most_ms) {
      const since = performance.now();
      let [looked, quiet] = [since, 0];
      for (;;) {
        await new Promise((done) => setTimeout(done, LOOK_MS));
        const now = performance.now();
        const idle = state.begun > 0 && state.shown > 0 && !waiting && touched.size === 0 && state.drawn < looked;
        // Of a long task only a little counts as quiet: what it prepares is drawn after it.
        quiet = idle ? quiet + Math.min(now - looked, 2 * LOOK_MS) : 0;
        looked = now;
        if (quiet >= quiet_ms) {
          const ms = (at) => at - state.begun;
          return { first_ms: ms(state.first), drawn_ms: ms(state.drawn), shown_ms: ms(state.shown), parts: state.parts };
        }
        if (now - since > most_ms) return null;
      }
    },
  };
}
