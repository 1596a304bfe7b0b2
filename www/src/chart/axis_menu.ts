import { openMenu, type MenuEntry } from "../controls/menu.js";
import type { AxisInfo, ScaleKind } from "../engine/protocol.js";
import type { Session } from "../session/session.js";
import { lanesOf } from "./lanes.js";

const SCALES: Record<ScaleKind, string> = { linear: "Linear", log: "Logarithmic", quantile: "By rank (quantiles)", category: "Categories", time: "Time" };

/** What the keys of an axis do, too. */
export interface AxisActions {
  brush: () => void;
  type: () => void;
  drop: () => void;
}

/** Everything that can be done with an axis. */
export function openAxisMenu(session: Session, anchor: HTMLElement, axes: AxisInfo[], index: number, actions: AxisActions): void {
  const axis = axes[index];
  if (!axis) return;
  const coloured = session.update.view.colour === axis.column;
  const entries: MenuEntry[] = [
    { label: "Brush", aside: "B", run: actions.brush },
    { label: "Type a brush…", aside: "=", run: actions.type },
    {
      label: "Clear its brushes",
      disabled: axis.brushes.length === 0 && !axis.missingBrushed && !axis.nanBrushed,
      run: () => void session.apply({ type: "clearBrush", axis: axis.column, interval: null, lane: null }),
    },
  ];
  for (const { lane, y_px, brushed, words } of lanesOf(axis)) {
    if (y_px === null) continue;
    entries.push({ label: `Only ${words}`, on: brushed, run: () => void session.apply({ type: "brushLane", axis: index, lane, on: !brushed }) });
  }
  entries.push(
    ...(axis.scales.length > 1 ? [{ heading: "Scale" }] : []),
    ...(axis.scales.length > 1 ? axis.scales : []).map((scale) => ({
      label: SCALES[scale],
      chosen: axis.scale === scale,
      run: () => void session.apply({ type: "scaleAxis", axis: index, scale }),
    })),
    { heading: "Axis" },
    { label: "Upside down", on: axis.inverted, run: () => void session.apply({ type: "invertAxis", axis: index }) },
    {
      label: "Colour by this",
      on: coloured,
      run: () => void session.apply({ type: "colour", column: coloured ? null : axis.column }),
    },
    {
      label: "Move left",
      aside: "Alt ←",
      disabled: index === 0,
      run: () => void session.apply({ type: "moveAxis", axis: index, to: index - 1 }),
    },
    {
      label: "Move right",
      aside: "Alt →",
      disabled: index === axes.length - 1,
      run: () => void session.apply({ type: "moveAxis", axis: index, to: index + 1 }),
    },
    { label: "Remove", aside: "Delete", run: actions.drop },
  );
  openMenu(anchor, `Axis ${axis.label}`, entries);
}
