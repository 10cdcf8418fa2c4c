import type { CellName } from "../blueprint/tier";
import type { TierValues } from "../blueprint/tiers";
import type { Settings } from "./parse-settings";
import type { Problem } from "./problem";
import { show } from "./show";

export type EnvironmentSettings = Exclude<Settings, { kind: "shared" }>;

/** The cells that an environment has: its own list, else its tier's, of which one stands in the second region. */
export function cellsOf(settings: EnvironmentSettings, tier: TierValues): readonly CellName[] {
  const { cells, aws } = settings.values;
  const isOne = aws.recoveryRegion === undefined;
  return cells ?? tier.cells.filter((cell) => cell !== "recovery" || !isOne);
}

/** Reports a key of `platform:` in the stack's file. */
export type Report = (key: string, value: unknown, expected: string, fix: string) => Problem;

export function reporter(file: string): Report {
  return (key, value, expected, fix) => ({
    file,
    key: `platform:${key}`,
    got: show(value),
    expected,
    fix,
  });
}
