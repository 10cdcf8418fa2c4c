import type * as pulumi from "@pulumi/pulumi";
import type { AwsAccountSpec, IdentitySpec } from "../../blueprint/environment";
import type { LoggingSpec } from "../../blueprint/observability";

/** What every component of an environment gets besides its own spec: one per region the environment lives in. */
export interface Context {
  readonly identity: IdentitySpec;
  readonly aws: AwsAccountSpec;
  /** The region of this context: the account's own, or the recovery region. */
  readonly region: string;
  readonly logging: LoggingSpec;
  /** Whether what holds data carries `protect` and the service's own deletion guard. */
  readonly protectData: boolean;
  /** ARN of the policy that bounds every role of the environment (policy `roles-require-boundary`). */
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** ARN of the environment's customer-managed key in this region. */
  readonly encryptionKeyArn: pulumi.Input<string>;
  /** Topics of this region: `critical` pages a person, `warning` goes to Slack. */
  readonly alerts: {
    readonly criticalTopicArn: pulumi.Input<string>;
    readonly warningTopicArn: pulumi.Input<string>;
  };
}
