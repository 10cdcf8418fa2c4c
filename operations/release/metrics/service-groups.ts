import type { IdentitySpec } from "../../../blueprint/environment";
import { physicalName } from "../../../blueprint/names";
import type { CellName } from "../../../blueprint/tier";
import type { StateResource } from "../../stack/state";
import type { ServiceGroups } from "./containers";

/**
 * Where a container service's requests are counted, by the state.
 *
 * @returns nothing where its tasks are replaced one by one, so that no two revisions can be told apart.
 */
export function serviceGroupsOf(
  resources: readonly StateResource[],
  { product, stack }: Pick<IdentitySpec, "product" | "stack">,
  cell: CellName,
  workload: string,
): ServiceGroups | undefined {
  const suffixOf = (type: string, name: string): string | undefined => {
    const found = resources.find(
      (each) => each.type === type && each.delete !== true && each.outputs?.name === name,
    );
    const suffix = found?.outputs?.arnSuffix;
    return typeof suffix === "string" ? suffix : undefined;
  };
  const groupOf = (side: "blue" | "green") =>
    suffixOf(
      "aws:lb/targetGroup:TargetGroup",
      physicalName("targetGroup", stack, cell, workload, side),
    );
  const loadBalancer = suffixOf(
    "aws:lb/loadBalancer:LoadBalancer",
    physicalName("loadBalancer", product, stack, cell),
  );
  const [blue, green] = [groupOf("blue"), groupOf("green")];
  return loadBalancer === undefined || blue === undefined || green === undefined
    ? undefined
    : { loadBalancer, targetGroups: [blue, green] };
}
