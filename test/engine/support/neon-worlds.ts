import * as pulumi from "@pulumi/pulumi";
import type { OutputMap } from "@pulumi/pulumi/automation";
import { NeonEmulator } from "../../../sandbox/neon-api/neon-emulator";
import { disturb, type DisturbedCall, organizationOf } from "./neon-disturbance";
import { inventory, known } from "./neon-inventory";
import { NeonStack } from "./neon-stack";
import { declareWorld, regionId, vpcEndpointId } from "./neon-world";
import { attempt, changesOf, type Operation } from "./operation";
import { stateOf, verifyState } from "./state";

/** What is done with the worlds, one after the other. */
export type Phase = "up" | "update" | "destroy";
export const phases: readonly Phase[] = ["up", "update", "destroy"];

/** One of everything in an organisation of its own, with at most one disturbed request in each phase. */
export interface WorldPlan {
  readonly name: string;
  readonly disturbed: Readonly<Partial<Record<Phase, DisturbedCall>>>;
}

const personalKey = { orgId: undefined };

/**
 * Worlds in one stack that share the engine's run and the provider's process, and nothing at Neon: each has an
 * organisation of its own, by which every request is told apart, and nothing of it depends on another's. So each can be
 * disturbed at a request of its own without the runs that a stack for each would take. In each world one thing is made
 * after the other, so that its requests have the same order every time.
 */
export class NeonWorlds {
  /** Requests of the first world in each phase, before it is run again. */
  public readonly calls = new Map<Phase, number>();
  private readonly problems: string[] = [];

  private constructor(
    private readonly plans: readonly WorldPlan[],
    private readonly neon: NeonEmulator,
    private readonly stack: NeonStack,
    private readonly setEdition: (edition: 1 | 2) => void,
  ) {}

  /** @param seconds - that each thing may take. Default: the provider's. */
  public static async open(plans: readonly WorldPlan[], seconds?: number): Promise<NeonWorlds> {
    const organizations = plans.map(({ name }) => orgOf(name));
    const [first = "org-nobody", ...others] = organizations;
    const neon = await NeonEmulator.start({
      pace: { polls: 0 },
      organizations: [first, ...others],
    });
    const [key] = neon.neon.keys.values();
    if (key !== undefined) neon.neon.keys.set(key.token, { ...key, ...personalKey });
    neon.neon.vpcEndpoints.set(vpcEndpointId, { regionId, label: "ours" });
    const now = neon.clock.time;
    let edition: 1 | 2 = 1;
    const program = (): Promise<Record<string, pulumi.Output<string>>> => {
      const outputs = plans.map(({ name }) => {
        const { role, owner, key } = declareWorld({
          name,
          orgId: orgOf(name),
          edition,
          isChain: true,
          now,
          ...(seconds !== undefined && { seconds }),
        });
        return [
          [`${name} role`, pulumi.interpolate`${role.id} ${role.password}`],
          [`${name} owner`, pulumi.interpolate`${owner.id} ${owner.password}`],
          [`${name} key`, pulumi.interpolate`${key.id} ${key.key}`],
        ] as const;
      });
      return Promise.resolve(Object.fromEntries(outputs.flat()));
    };
    const stack = await NeonStack.open({ neon, program });
    return new NeonWorlds(plans, neon, stack, (next) => {
      edition = next;
    });
  }

  /**
   * Runs a phase with what goes wrong in it, and after it what a person does: the same again, at most twice.
   *
   * @returns what is wrong then, one sentence each.
   */
  public async live(phase: Phase): Promise<readonly string[]> {
    this.problems.length = 0;
    this.setEdition(phase === "up" ? 1 : 2);
    for (const { name, disturbed } of this.plans) {
      const call = disturbed[phase];
      if (call !== undefined) disturb(this.neon, orgOf(name), call);
    }
    const before = this.countCalls();
    await this.run(phase);
    this.calls.set(phase, this.countCalls() - before);
    if (this.neon.faults.pending > 0) {
      this.problems.push(`${String(this.neon.faults.pending)} requests that go wrong never came`);
    }
    this.neon.faults.clear();
    let last = await this.run(phase);
    if (last.failure !== undefined) last = await this.run(phase);
    if (last.failure !== undefined) this.problems.push(`fails still: ${last.failure.message}`);
    else if (phase !== "destroy") {
      const changes = changesOf(await this.run(phase));
      this.problems.push(...changes.map((change) => `there is something left to do: ${change}`));
    }
    await this.look(phase);
    return this.problems;
  }

  public async close(): Promise<void> {
    this.stack.dispose();
    await this.neon.close();
  }

  private countCalls(): number {
    const orgId = orgOf(this.plans[0]?.name ?? "");
    return this.neon.requests.filter((each) => organizationOf(this.neon, each) === orgId).length;
  }

  private async run(phase: Phase): Promise<Operation> {
    const options = { continueOnError: true, parallel: 200 };
    const name = phase === "destroy" ? "destroy" : "up";
    const operation = await attempt(this.stack.stack, name, options);
    const traces = operation.events.flatMap(({ diagnosticEvent: said }) =>
      // What the SDK says of a program whose resources failed is not the provider's.
      said?.urn?.includes("neon:index:") === true && /^\s+at .+:\d+:\d+/m.test(said.message)
        ? [said.message]
        : [],
    );
    this.problems.push(...traces.map((trace) => `a failure is a stack trace: ${trace}`));
    this.problems.push(
      ...this.neon.secrets
        .filter((secret) => operation.output.includes(secret))
        .map((secret) => `the output has a secret: ${secret}`),
    );
    return operation;
  }

  /** Holds every world against the state, and against what it has to be. */
  private async look(phase: Phase): Promise<void> {
    const { stack } = this.stack;
    const state = await stateOf(stack);
    const outputs = phase === "destroy" ? {} : await stack.outputs();
    this.problems.push(...verifyState(state));
    this.problems.push(...state.pendingOperations.map(({ type }) => `${type} is pending`));
    this.problems.push(...this.neon.unprepared);
    for (const plan of this.plans) {
      const { name } = plan;
      const [there, noted] = [
        inventory(this.neon, orgOf(name)),
        known(state.resources, orgOf(name)),
      ];
      const wrong = [
        ...there
          .filter((each) => !noted.includes(each))
          .map((each) => `unknown to the state: ${each}`),
        ...noted.filter((each) => !there.includes(each)).map((each) => `not at Neon: ${each}`),
        ...this.wrongNumbers(phase, there),
        ...(phase === "destroy"
          ? []
          : [...this.deletedData(name), ...this.wrongSecrets(name, outputs)]),
      ];
      this.problems.push(...wrong.map((each) => `${name} (${saying(plan, phase)}): ${each}`));
    }
  }

  /** Types of which there is not what the program says. */
  private wrongNumbers(phase: Phase, there: readonly string[]): readonly string[] {
    return Object.entries(numbers).flatMap(([type, number]) => {
      const expected = phase === "destroy" ? 0 : number;
      const count = there.filter((each) => each.startsWith(`neon:index:${type} `)).length;
      return count === expected
        ? []
        : [`${type}: ${String(count)} in place of ${String(expected)}`];
    });
  }

  /** Projects and branches that were made and deleted again: nothing in a program asks for that. */
  private deletedData(name: string): readonly string[] {
    const { neon } = this.neon;
    const deleted = [...neon.deletedProjects.values()].filter(
      ({ stored }) => stored.project.org_id === orgOf(name),
    );
    const branches = [...neon.projects.values()]
      .filter(({ project }) => project.org_id === orgOf(name))
      .flatMap(({ deletedBranches }) => [...deletedBranches.keys()]);
    return [...deleted.map(({ stored }) => stored.id), ...branches].map(
      (id) => `made twice, and deleted again: ${id}`,
    );
  }

  /** Secrets in the state that open nothing. */
  private wrongSecrets(name: string, outputs: OutputMap): readonly string[] {
    const { neon } = this.neon;
    return ["role", "owner", "key"].flatMap((what) => {
      const [id = "", secret = ""] = String(outputs[`${name} ${what}`]?.value).split(" ");
      const [projectId = "", branchId = "", role = ""] = id.split("/");
      const opens =
        what === "key"
          ? neon.keys.has(secret)
          : neon.branch(projectId, branchId).role(role).password === secret;
      return opens ? [] : [`the ${what}'s secret in the state is not the one at Neon`];
    });
  }
}

/** What a world has of each type. */
const numbers: Readonly<Record<string, number>> = {
  Project: 2,
  Branch: 1,
  AnonymizedBranch: 1,
  Endpoint: 1,
  Role: 2,
  Database: 1,
  SnapshotSchedule: 1,
  ProjectPermission: 1,
  VpcEndpointAssignment: 1,
  ApiKey: 1,
};

function orgOf(name: string): string {
  return `org-${name}`;
}

function saying({ disturbed }: WorldPlan, phase: Phase): string {
  const call = disturbed[phase];
  return call === undefined
    ? "undisturbed"
    : `${call.disturbance.title} at request ${String(call.call)} of ${phase}`;
}
