import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSpec } from "../blueprint/environment";
import type { NetworkSpec } from "../blueprint/network";
import type { Context } from "./base/context";
import { Network } from "./network/network";
import { Alerts } from "./observe/alerts";

export interface RegionBaseArgs {
  readonly spec: EnvironmentSpec;
  readonly region: string;
  /** `undefined` in a region that keeps copies but runs nothing. */
  readonly network: NetworkSpec | undefined;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly encryptionKeyArn: pulumi.Input<string>;
  /** Topics of other regions that Slack announces with this region's; `undefined` leaves Slack to another region. */
  readonly announces: readonly pulumi.Input<string>[] | undefined;
}

/** What an environment needs in each region it lives in before anything runs there: alert topics and a network. */
export class RegionBase extends pulumi.ComponentResource {
  /** What every component in this region gets. */
  public readonly context: Context;
  public readonly network: Network | undefined;

  public constructor(name: string, args: RegionBaseArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:environment:RegionBase", name, {}, opts);
    const child = { parent: this };
    const { spec, region, permissionsBoundaryArn, encryptionKeyArn } = args;
    const { identity, aws } = spec;
    const isHome = args.announces !== undefined;
    const { emails, slack, stakeholders } = spec.alerts;

    const alerts = new Alerts(
      `${name}-alerts`,
      {
        // Releases are told of once, at home.
        spec: {
          emails,
          slack: isHome ? slack : undefined,
          stakeholders: isHome ? stakeholders : [],
        },
        identity,
        accountId: aws.accountId,
        encryptionKeyArn,
        permissionsBoundaryArn,
        otherRegionTopicArns: args.announces ?? [],
        tags: identity.tags,
      },
      child,
    );
    this.context = {
      identity,
      aws,
      region,
      logging: spec.logging,
      protectData: spec.protectData,
      permissionsBoundaryArn,
      encryptionKeyArn,
      alerts,
    };
    this.network =
      args.network === undefined
        ? undefined
        : new Network(`${name}-network`, { spec: args.network, context: this.context }, child);

    this.registerOutputs({ vpcId: this.network?.vpcId });
  }
}
