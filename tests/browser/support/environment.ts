/** Reads what `cargo xtask browser` hands to the tests. */
export function environment(name: "RUNLOOM_ORIGIN" | "RUNLOOM_XTASK" | "RUNLOOM_CLI"): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run the tests with: cargo xtask browser`);
  return value;
}
