/** The engine's own JavaScript, made by the build. */
export { default as init, Engine, Painter, highlight, initSync, isReport, reportParts, unpackPart, type InitOutput } from "../../generated/runloom.js";
