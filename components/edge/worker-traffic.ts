import type * as inputs from "@pulumi/cloudflare/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { WorkerTrafficSpec } from "../../blueprint/edge";

/** @throws RangeError when the declared version's share is outside 0 to 99. */
export function checkTraffic(traffic: WorkerTrafficSpec): void {
  if (traffic.kind === "split" && !(traffic.percentage >= 0 && traffic.percentage <= 99)) {
    throw new RangeError(`a share of ${String(traffic.percentage)} % is not within 0 to 99`);
  }
}

/**
 * The versions that a deployment serves and each one's percentage. The stable version always stands first, so that
 * raising the other's share changes two numbers and no order (Cloudflare: version affinity).
 *
 * At 0 % the declared version is uploaded and serves nothing: Cloudflare's provider takes no share below 0.01 %. That is
 * also how a release is taken back, with the version that served before at 100 %.
 */
export function deployedVersions(
  traffic: WorkerTrafficSpec,
  versionId: pulumi.Input<string>,
): inputs.WorkersDeploymentVersion[] {
  switch (traffic.kind) {
    case "all":
      return [{ versionId, percentage: 100 }];
    case "split": {
      const { percentage, stableVersionId } = traffic;
      const stable = { versionId: stableVersionId, percentage: 100 - percentage };
      return percentage === 0 ? [stable] : [stable, { versionId, percentage }];
    }
  }
}

/** What Cloudflare's dashboard shows for the deployment, for example `1.4.0 at 5 %`. */
export function describeTraffic(version: string, traffic: WorkerTrafficSpec): string {
  const percentage = traffic.kind === "all" ? 100 : traffic.percentage;
  return `${version} at ${String(percentage)} %`;
}
