import type { Palette, Theme } from "../engine/protocol.js";

const TOKENS: Record<keyof Palette, string> = {
  background: "--background",
  panel: "--panel",
  hairline: "--hairline",
  ink: "--ink",
  softInk: "--soft-ink",
  axis: "--axis",
  context: "--context",
  accent: "--accent",
  bar: "--bar",
};

/** Makes what is within `root` light, dark or as the system says. */
export function showTheme(root: HTMLElement, theme: Theme): void {
  if (theme === "auto") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}

const DARK = matchMedia("(prefers-color-scheme: dark)");
const CONTRAST = matchMedia("(prefers-contrast: more)");
const FORCED = matchMedia("(forced-colors: active)");
const PRINT = matchMedia("print");
const palettes = new Map<string, Palette>();
const listeners = new Set<() => void>();
const lasts = new WeakMap<HTMLElement, { key: string; palette: Palette }>();

/**
 * The colours that what is within `root` has right now, for the engine's pictures; while it is printed those before, which its styles turn to
 * dark on white.
 */
export function currentPalette(root: HTMLElement): Palette {
  const last = lasts.get(root);
  if (last && PRINT.matches) return last.palette;
  const { dataset } = root;
  const theme = dataset["theme"] ?? (DARK.matches ? "dark" : "light");
  const key = `${theme} ${CONTRAST.matches} ${FORCED.matches}`;
  // A query that is looked at before its event comes has none any more.
  if (last && key !== last.key) queueMicrotask(tell);
  const palette = palettes.get(key) ?? probed(root);
  palettes.set(key, palette);
  lasts.set(root, { key, palette });
  dataset["painted"] = FORCED.matches ? (isDark(palette.panel) ? "dark" : "light") : theme;
  return palette;
}

function isDark(colour: string): boolean {
  return [1, 3, 5].reduce((sum, at) => sum + parseInt(colour.slice(at, at + 2), 16), 0) < 384;
}

/** Asks the browser, which has to compute styles for it. */
function probed(root: HTMLElement): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.forcedColorAdjust = "none";
  (root.shadowRoot ?? document.body).append(probe);
  const palette = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => {
      probe.style.color = `var(${token})`;
      return [name, hex(getComputedStyle(probe).color)];
    }),
  ) as unknown as Palette;
  probe.remove();
  return palette;
}

/** Calls back whenever the system changes its colours, until what is returned is called. */
export function onSystemTheme(callback: () => void): () => void {
  listeners.add(callback);
  return () => listeners.delete(callback);
}

for (const query of [DARK, CONTRAST, FORCED]) query.addEventListener("change", () => PRINT.matches || tell());

function tell(): void {
  for (const listener of listeners) listener();
}

/** A computed colour, `rgb(…)` or where it is a mix `color(srgb …)`, in six digits. */
function hex(colour: string): string {
  const most = colour.startsWith("color(") ? 255 : 1;
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) * most);
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}
