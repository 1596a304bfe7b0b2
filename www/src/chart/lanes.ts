import type { AxisInfo, Lane } from "../engine/protocol.js";

/** A lane below an axis: where it is, whether it is brushed, and what lies in it. */
export interface LaneInfo {
  lane: Lane;
  /** `null` where no run is in it. */
  y_px: number | null;
  brushed: boolean;
  words: string;
}

/** The lanes of an axis for runs that have no place on it. */
export function lanesOf(axis: AxisInfo): LaneInfo[] {
  return [
    { lane: "missing", y_px: axis.missing_px, brushed: axis.missingBrushed, words: "runs without a value" },
    { lane: "nan", y_px: axis.nan_px, brushed: axis.nanBrushed, words: "runs with NaN" },
  ];
}
