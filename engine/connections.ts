import { Client } from "@grpc/grpc-js";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { getEngine, getMonitor } from "@pulumi/pulumi/runtime/settings";

/** An inline program. The SDK awaits whatever it returns, but its own type demands a promise. */
export type Program = () => ReturnType<PulumiFn> | Awaited<ReturnType<PulumiFn>>;

/**
 * A program's connections to its engine. The SDK closes those of a program in a process of its own, and leaves those of
 * an inline program open: one whose engine was killed keeps looking for it, at an address that may be another engine's
 * by then, which its program could not reach ("14 UNAVAILABLE: No connection established").
 */
export class Connections {
  private open: readonly Client[] = [];

  /** The program; each of its runs closes the connections of the run before. */
  public of(program: Program): PulumiFn {
    return async () => {
      this.close();
      this.open = [getMonitor(), getEngine()].filter((client) => client instanceof Client);
      return program();
    };
  }

  public close(): void {
    for (const client of this.open) client.close();
    this.open = [];
  }
}
