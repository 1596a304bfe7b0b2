/** Fetched when the user begins to arrange panels. */

export { Arranging } from "./dashboard/arranging.js";
