/** The engine's own JavaScript, made by the build. */
export { default as init, Engine, Painter, highlight, initSync, type InitOutput } from "../../generated/runloom.js";
