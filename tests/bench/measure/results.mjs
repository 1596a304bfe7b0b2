/** RESULTS.md as a whole, and how it writes figures. */

const BEGINNING = `# Measurements

Written by \`cargo xtask bench\`. All figures of one part come from one run on one machine.
`;

const AGAIN = `## Again

\`\`\`
cargo xtask bench            # everything above
cargo xtask bench query      # asking
cargo xtask bench parallel   # drawing parallel coordinates
cargo xtask bench history    # moving along histories
cargo xtask bench plots      # brushing other charts of a million runs
cargo xtask bench importance # which params matter
cargo xtask bench report     # handing it on
cargo xtask bench chart      # opening and seeing
cargo xtask bench --quick    # few samples of each, written to target/bench
\`\`\`
`;

/** `old` with `parts` in place of its own of the same headings; each part begins with its heading. */
export function withParts(old, parts) {
  const heading = (part) => part.slice(0, part.indexOf("\n"));
  const kept = old.split(/^(?=## )/m).slice(1);
  const found = new Map([...kept, ...parts].map((part) => [heading(part), part.trim()]));
  found.delete(heading(AGAIN));
  return [BEGINNING.trim(), ...[...found.keys()].sort().map((name) => found.get(name)), AGAIN].join("\n\n");
}

export function on({ processor, memory, browser }) {
  return `${processor}, ${memory}; ${browser}`;
}

export function ms(time) {
  return `${grouped(Math.round(time))} ms`;
}

export function bytes(count) {
  return count === null ? "not measured" : `${grouped(Math.round(count / 1e6))} MB`;
}

export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
