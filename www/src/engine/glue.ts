/** The engine's own JavaScript, made by the build. */
export { Engine, Painter, initSync } from "../../generated/runloom.js";
