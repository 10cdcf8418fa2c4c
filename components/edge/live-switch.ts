import { AsyncResource } from "node:async_hooks";
import { getService } from "@pulumi/aws/ecs/getService";
import * as pulumi from "@pulumi/pulumi";
import type { CellSpec } from "../../blueprint/container-service";
import type { EnvironmentSpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";

/** A service as ECS knows it. */
export interface CellService {
  readonly clusterArn: string;
  readonly serviceName: string;
}

export interface LiveSwitchArgs {
  /** The stack's name. */
  readonly environment: string;
  readonly cells: readonly {
    readonly name: CellName;
    readonly role: CellSpec["role"];
    readonly services: readonly CellService[];
  }[];
}

/** The services of a cell of the home region, by names that are known before they are made. */
export function servicesIn(
  cell: CellName,
  { identity, aws, containerServices }: EnvironmentSpec,
): readonly CellService[] {
  const { product, stack } = identity;
  const cluster = physicalName("cluster", product, stack, cell);
  return containerServices.map(({ name }) => ({
    clusterArn: `arn:aws:ecs:${aws.region}:${aws.accountId}:cluster/${cluster}`,
    serviceName: physicalName("service", product, stack, cell, name),
  }));
}

/**
 * Before the live record names another cell: each service there is steady, and the cell before keeps its tasks until
 * resolvers have forgotten it. An `up` can't wait for the first, so a switch is three of them: warm, move, drain. A
 * preview may be of a move that another `up` is still to prepare, so it speaks of the second alone.
 */
export function guardSwitch(
  name: string,
  { environment, cells }: LiveSwitchArgs,
  parent: pulumi.Resource,
): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    `${name}-switch`,
    // The engine calls back outside of the program's own context, which an invoke needs.
    AsyncResource.bind(async ({ oldInputs, newInputs }: pulumi.ResourceHookArgs) => {
      const [from, to] = [oldInputs, newInputs].map((inputs) => cellIn(inputs?.content));
      if (from === undefined || to === undefined || from === to) return;
      const { services = [] } = cells.find((cell) => cell.name === to) ?? {};
      const unsteady = pulumi.runtime.isDryRun() ? [] : await unsteadyOf(services, parent);
      const stays = cells.some((cell) => cell.name === from && cell.role === "warm");
      const objections = [
        ...(unsteady.length === 0
          ? []
          : [
              `${to} is not steady, ${unsteady.join(", ")}: run \`up\` with \`platform:live: ${from}\` and \`platform:warm: ${to}\` first, and wait until each service has reached a steady state`,
            ]),
        ...(stays
          ? []
          : [
              `${from} would stop at once: write \`platform:warm: ${from}\` until traffic has moved`,
            ]),
      ];
      if (objections.length === 0) return;
      throw new Error(
        `traffic of ${environment} can't move from ${from} to ${to}: ${objections.join("; ")}`,
      );
    }),
    { onDryRun: true },
  );
}

/**
 * What ECS says of services that may not take traffic yet. "Steady" is its own word for as many tasks as are wanted, all
 * of them healthy to the load balancer.
 */
async function unsteadyOf(
  services: readonly CellService[],
  parent: pulumi.Resource,
): Promise<readonly string[]> {
  const asked = services.map(async ({ clusterArn, serviceName }) => {
    const found = await getService({ clusterArn, serviceName }, { parent });
    const { runningCount, desiredCount, events } = found;
    const said = events[0]?.message ?? "";
    if (runningCount > 0 && runningCount >= desiredCount && said.includes("steady state"))
      return [];
    return [`${serviceName} runs ${String(runningCount)} of ${String(desiredCount)} tasks`];
  });
  return (await Promise.all(asked)).flat();
}

/** The cell that a record's content names: the first label. */
function cellIn(content: unknown): string | undefined {
  return typeof content === "string" ? content.split(".")[0] : undefined;
}
