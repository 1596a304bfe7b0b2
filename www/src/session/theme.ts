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

/** Makes the page light, dark or as the system says. */
export function showTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
}

const DARK = matchMedia("(prefers-color-scheme: dark)");
const palettes = new Map<string, Palette>();

/** The colours that the page has right now, for the engine's pictures. */
export function currentPalette(): Palette {
  const key = `${document.documentElement.dataset["theme"] ?? "system"} ${DARK.matches}`;
  const palette = palettes.get(key) ?? probed();
  palettes.set(key, palette);
  return palette;
}

/** Asks the browser, which has to compute styles for it. */
function probed(): Palette {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const palette = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => {
      probe.style.color = `var(${token})`;
      return [name, hex(getComputedStyle(probe).color)];
    }),
  ) as unknown as Palette;
  probe.remove();
  return palette;
}

/** Calls back whenever the system changes between light and dark. */
export function onSystemTheme(callback: () => void): void {
  DARK.addEventListener("change", callback);
}

function hex(colour: string): string {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}
