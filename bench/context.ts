import { existsSync } from "node:fs";
import { join } from "node:path";
import { writePlatform } from "./platform";

/** What every part of the benchmark needs. */
export interface BenchContext {
  /** Folder of this repository. */
  readonly home: string;
  /** Measured runs of each command; one more warms it up. */
  readonly runs: number;
  /** The same for commands that take seconds. */
  readonly slowRuns: number;
  /** Folder for what the benchmark writes; gone when it ends. */
  readonly scratch: string;
  /** Folder of the CDK peer's source. */
  readonly cdk: string;
  /** Tells what is being done. */
  readonly say: (text: string) => void;
}

/** Folder of a generated platform; written when it is first asked for. */
export function platformOf({ scratch }: BenchContext, services: number): string {
  const folder = join(scratch, `platform-${String(services)}`);
  if (!existsSync(folder)) writePlatform(folder, services);
  return folder;
}
