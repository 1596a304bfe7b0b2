import { EngineClient } from "../engine/client.js";
import { EngineWorker } from "../engine/engine_worker.js";
import { load, type Parts } from "../engine/launch.js";
import type { Surroundings } from "../session/surroundings.js";

/** How far out of view a chart begins with its work, so that what scrolls in is there already. */
const MARGIN = "320px 0px";

let parts: Promise<Parts> | undefined;
let worker: EngineWorker | undefined;

/** All charts within a text share one compiled engine, and one worker as long as it lives. */
export const SHARED_ENGINE: Pick<Surroundings, "bare" | "reachesThroughFrames" | "load" | "client"> = {
  bare: true,
  reachesThroughFrames: false,
  load: () => (parts ??= loaded()),
  client: (made, onDeath) => {
    if (!worker?.alive) worker = new EngineWorker(made);
    return new EngineClient(made, onDeath, worker);
  },
};

/** Calls back once, when an element is in view or close to it, unless what is returned is disconnected before. */
export function whenNear(element: Element, begin: () => void): IntersectionObserver {
  const seen = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      begin();
    },
    { rootMargin: MARGIN },
  );
  seen.observe(element);
  return seen;
}

async function loaded(): Promise<Parts> {
  try {
    return await load();
  } catch (error) {
    parts = undefined;
    throw error;
  }
}
