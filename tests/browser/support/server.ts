/** More servers: other origins, and faults to order. */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { environment } from "./environment.ts";

export interface Served {
  /** `http://127.0.0.1:port` */
  origin: string;
  stop(): void;
}

/** Serves `root` on a port of its own; `faults` are options of `cargo xtask serve`. */
export async function serve(root: string, ...faults: string[]): Promise<Served> {
  const child = spawn(environment("RUNLOOM_XTASK"), ["serve", "--root", root, "--port", "0", ...faults], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (address) return { origin: address[0], stop: () => child.kill() };
  }
  throw new Error("the server ended before it said its address");
}
