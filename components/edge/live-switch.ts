import { AsyncResource } from "node:async_hooks";
import { getHealthchecks } from "@pulumi/cloudflare/getHealthchecks";
import * as pulumi from "@pulumi/pulumi";
import type { CellSpec } from "../../blueprint/container-service";
import { physicalName } from "../../blueprint/names";
import type { CellName } from "../../blueprint/tier";

export interface LiveSwitchArgs {
  readonly zoneId: string;
  /** The stack's name, in which the health checks' names begin. */
  readonly environment: string;
  readonly cells: readonly { readonly name: CellName; readonly role: CellSpec["role"] }[];
  /** What has to be healthy in a cell that is to become live. */
  readonly services: readonly { readonly name: string }[];
}

/**
 * Before the live record names another cell: that one is healthy, as Cloudflare sees it, and the one before keeps its
 * tasks until resolvers have forgotten it. An `up` can't wait for the first, so a switch is three of them: warm, move,
 * drain. A preview holds no key of Cloudflare's, so it speaks of the second alone.
 */
export function guardSwitch(
  name: string,
  { zoneId, environment, cells, services }: LiveSwitchArgs,
  parent: pulumi.Resource,
): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    `${name}-switch`,
    // The engine calls back outside of the program's own context, which an invoke needs.
    AsyncResource.bind(async ({ oldInputs, newInputs }: pulumi.ResourceHookArgs) => {
      const [from, to] = [oldInputs, newInputs].map((inputs) => cellIn(inputs?.content));
      if (from === undefined || to === undefined || from === to) return;
      const checks = services.map((service) =>
        physicalName("healthCheck", environment, to, service.name),
      );
      const unwell = pulumi.runtime.isDryRun() ? [] : await unwellOf(checks, zoneId, parent);
      const stays = cells.some((cell) => cell.name === from && cell.role === "warm");
      const objections = [
        ...(unwell.length === 0
          ? []
          : [
              `${to} is ${unwell.join(" and ")}: run \`up\` with \`platform:live: ${from}\` and \`platform:warm: ${to}\` first, and wait for it to be healthy`,
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

/** What Cloudflare says of the checks that it does not find healthy. */
async function unwellOf(
  checks: readonly string[],
  zoneId: string,
  parent: pulumi.Resource,
): Promise<readonly string[]> {
  const { results } = await getHealthchecks({ zoneId }, { parent });
  return checks.flatMap((check) => {
    const status = results.find(({ name }) => name === check)?.status ?? "unknown";
    return status === "healthy" ? [] : [`${status} to Cloudflare's health check ${check}`];
  });
}

/** The cell that a record's content names: the first label. */
function cellIn(content: unknown): string | undefined {
  return typeof content === "string" ? content.split(".")[0] : undefined;
}
