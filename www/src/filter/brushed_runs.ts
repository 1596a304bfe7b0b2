import { plural } from "../controls/quantity.js";
import type { Intent } from "../engine/protocol.js";
import type { Session } from "../session/session.js";

/** The brushes become clauses of the filter: only the brushed runs stay. */
export function keepBrushed(session: Session): Promise<void> {
  return intoFilter(session, { type: "brushToFilter", axis: null, interval: null, lane: null }, "Kept");
}

/** The brushes become a clause of the filter that leaves the brushed runs out. */
export function excludeBrushed(session: Session): Promise<void> {
  return intoFilter(session, { type: "excludeBrushed" }, "Excluded");
}

async function intoFilter(session: Session, intent: Intent, done: string): Promise<void> {
  const { chips, matching } = session.update;
  if (chips.length === 0) {
    session.say("Nothing is brushed.");
    return;
  }
  await session.apply(intent);
  const { brushProblem, matching: left } = session.update;
  session.say(brushProblem ?? `${done} ${plural(matching, "run")}; ${plural(left, "run")} left. Alt + Left arrow undoes it.`);
}
