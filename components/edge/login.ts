import { ZeroTrustAccessApplication } from "@pulumi/cloudflare/zeroTrustAccessApplication";
import { ZeroTrustAccessPolicy } from "@pulumi/cloudflare/zeroTrustAccessPolicy";
import { ZeroTrustDevicePostureRule } from "@pulumi/cloudflare/zeroTrustDevicePostureRule";
import { ZeroTrustList } from "@pulumi/cloudflare/zeroTrustList";
import type * as inputs from "@pulumi/cloudflare/types/input";
import * as pulumi from "@pulumi/pulumi";
import type { IdentitySpec } from "../../blueprint/environment";
import type { AdmissionSpec, Demand, LoginSpec, WorkloadLoginSpec } from "../../blueprint/login";
import { physicalName } from "../../blueprint/names";

export interface LoginArgs {
  readonly spec: LoginSpec;
  readonly identity: IdentitySpec;
  /** The Cloudflare account, whose Zero Trust organisation people log in at. */
  readonly accountId: string;
}

/** What stands before one workload. */
export interface WorkloadLogin {
  /** What has to be there before anything leads to the workload. */
  readonly applications: readonly pulumi.Resource[];
  /** By which variables the workload tells who signs that somebody logged in, and what it is called there itself. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
}

type Requirement = inputs.ZeroTrustAccessPolicyRequire;

/**
 * Who comes in before the workloads that ask for a login (ACC-10): a policy for each kind of people, and an application for
 * each workload, which nobody passes whom no policy lets in.
 *
 * A policy's own session overrides the application's, and Cloudflare's default is a day, so both say the same. A device
 * that is signed in counts as no login: that would outlast both.
 */
export class Login extends pulumi.ComponentResource {
  private readonly name: string;
  private readonly args: LoginArgs;
  private readonly policies: readonly ZeroTrustAccessPolicy[];

  public constructor(name: string, args: LoginArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:cloudflare:Login", name, {}, opts);
    this.name = name;
    this.args = args;
    const requirements = this.declareRequirements();
    this.policies = args.spec.admissions.map((admission) =>
      this.declarePolicy(admission, requirements),
    );
    this.registerOutputs({});
  }

  /**
   * Puts the login before a workload.
   *
   * @param also - further names by which the workload is reached, for example its project's own.
   * @param after - what Cloudflare refuses to make where a login stands already.
   */
  public before(
    workload: string,
    { uris, openUris }: WorkloadLoginSpec,
    also: readonly pulumi.Input<string>[] = [],
    after: readonly pulumi.Resource[] = [],
  ): WorkloadLogin {
    const { issuer, session } = this.args.spec;
    const opts = { parent: this, dependsOn: [...after] };
    const application = new ZeroTrustAccessApplication(
      `${this.name}-${workload}`,
      {
        ...this.described(workload, [...uris, ...also]),
        sessionDuration: session,
        allowAuthenticateViaWarp: false,
        policies: this.policies.map(({ id }, index) => ({ id, precedence: index + 1 })),
      },
      opts,
    );
    const open = openUris.length === 0 ? [] : [this.declareOpen(workload, openUris, opts)];
    return {
      applications: [application, ...open],
      variables: { LOGIN_ISSUER: issuer, LOGIN_AUDIENCE: application.aud },
    };
  }

  /** Paths that everybody reaches: of two applications, that with the longer path decides. */
  private declareOpen(
    workload: string,
    uris: readonly string[],
    opts: pulumi.CustomResourceOptions,
  ): ZeroTrustAccessApplication {
    return new ZeroTrustAccessApplication(
      `${this.name}-${workload}-open`,
      {
        ...this.described(`${workload}-open`, uris),
        appLauncherVisible: false,
        policies: [
          { name: "everybody", decision: "bypass", includes: [{ everyone: {} }], precedence: 1 },
        ],
      },
      opts,
    );
  }

  private described(name: string, uris: readonly pulumi.Input<string>[]) {
    const { accountId } = this.args;
    const [domain] = uris;
    return {
      accountId,
      name: this.physical(name),
      type: "self_hosted",
      ...(domain !== undefined && { domain }),
      destinations: uris.map((uri) => ({ type: "public", uri })),
    };
  }

  private declarePolicy(
    { name, asks, emails, emailDomains, accessGroups }: AdmissionSpec,
    requirements: Readonly<Partial<Record<Demand, Requirement>>>,
  ): ZeroTrustAccessPolicy {
    const { accountId, spec } = this.args;
    const requires = asks.flatMap((demand) => requirements[demand] ?? []);
    return new ZeroTrustAccessPolicy(
      `${this.name}-${name}`,
      {
        accountId,
        name: this.physical(name),
        decision: "allow",
        includes: [
          ...emails.map((email) => ({ email: { email } })),
          ...emailDomains.map((domain) => ({ emailDomain: { domain } })),
          ...accessGroups.map((id) => ({ group: { id } })),
        ],
        ...(requires.length > 0 && { requires }),
        ...(asks.includes("second-factor") && {
          mfaConfig: {
            allowedAuthenticators: ["biometrics", "security_key", "totp"],
            sessionDuration: spec.session,
          },
        }),
        sessionDuration: spec.session,
      },
      { parent: this },
    );
  }

  /** What policies ask of a device and of an address, where one of them does. */
  private declareRequirements(): Readonly<Partial<Record<Demand, Requirement>>> {
    const { accountId, spec } = this.args;
    const isAsked = (demand: Demand) => spec.admissions.some(({ asks }) => asks.includes(demand));
    const child = { parent: this };
    const device =
      isAsked("device") &&
      new ZeroTrustDevicePostureRule(
        `${this.name}-device`,
        {
          accountId,
          name: this.physical("device"),
          description: "A device in this account's Zero Trust organisation",
          type: "gateway",
        },
        child,
      );
    const addresses =
      isAsked("listed-address") &&
      new ZeroTrustList(
        `${this.name}-addresses`,
        {
          accountId,
          name: this.physical("login-addresses"),
          description: "Where those come from who are asked for a listed address",
          type: "IP",
          items: spec.addresses.map((value) => ({ value })),
        },
        child,
      );
    return {
      ...(device && { device: { devicePosture: { integrationUid: device.id } } }),
      ...(addresses && { "listed-address": { ipList: { id: addresses.id } } }),
    };
  }

  private physical(name: string): string {
    const { product, stack } = this.args.identity;
    return physicalName("access", product, stack, name);
  }
}
