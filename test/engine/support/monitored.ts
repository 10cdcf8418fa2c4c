import { assert } from "chai";
import type { SandboxStack } from "../../../engine/sandbox-stack";
import { describeFindings } from "../../../sandbox/monitor/findings";

/** Monitors of every stack that a test file opened. */
const monitors = new Set<SandboxStack["monitor"]>();

/** From now on no test passes while something does not hold in this stack's clouds. */
export function watch({ monitor }: SandboxStack): void {
  monitors.add(monitor);
}

export const mochaHooks = {
  afterEach(): void {
    const findings = [...monitors].flatMap((monitor) => monitor.takeFindings());
    assert.isEmpty(findings, describeFindings(findings));
  },
};
