import * as pulumi from "@pulumi/pulumi";

export interface DestroyGuardArgs {
  /** What is not to be destroyed, with everything that it has declared so far. */
  readonly of: pulumi.ComponentResource;
}

/**
 * Makes `pulumi destroy` refuse at its first step. An engine that skips its preview deletes in the order of dependencies
 * until it meets a protected resource, by when the services are gone; this one depends on everything, so it is met first.
 */
export class DestroyGuard extends pulumi.ComponentResource {
  public constructor(
    name: string,
    { of }: DestroyGuardArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:environment:DestroyGuard", name, {}, opts);
    new pulumi.Stash(
      `${name}-lock`,
      { input: "docs/runbooks/teardown.md says how this stack is taken down" },
      { parent: this, protect: true, dependsOn: [of] },
    );
    this.registerOutputs({});
  }
}
