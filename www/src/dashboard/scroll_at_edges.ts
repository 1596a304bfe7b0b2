const EDGE_PX = 56;
const MOST_PX = 18;

/** Scrolls the page while the pointer is near its upper or lower edge, until `signal` ends it. */
export function scrollAtEdges(pointerY: () => number, onScroll: () => void, signal: AbortSignal): void {
  const frame = () => {
    if (signal.aborted) return;
    const y = pointerY();
    const into = y < EDGE_PX ? y - EDGE_PX : Math.max(0, y - (innerHeight - EDGE_PX));
    if (into !== 0) {
      const before = scrollY;
      scrollBy({ top: (Math.max(-EDGE_PX, Math.min(EDGE_PX, into)) / EDGE_PX) * MOST_PX, behavior: "instant" });
      if (scrollY !== before) onScroll();
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
