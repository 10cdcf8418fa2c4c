import * as pulumi from "@pulumi/pulumi";

/**
 * `value` for those who may only have it once `resources` stand: a subnet with its way out, a role with its rights. AWS
 * refuses or fails what comes earlier, and no user of the value has to know what it waits for.
 */
export function availableAfter(
  value: pulumi.Input<string>,
  ...resources: readonly pulumi.Resource[]
): pulumi.Output<string> {
  return pulumi
    .all([value, pulumi.all(resources.map(({ urn }) => urn))])
    .apply(([unchanged]) => unchanged);
}
