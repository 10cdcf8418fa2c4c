/** A GitHub environment that deployments or previews of pull requests pass. */
export interface GateSpec {
  readonly name: string;
  /** Ids of the reviewing teams; one approval suffices, so production has two gates with disjoint teams. */
  readonly reviewerTeamIds: readonly number[];
  readonly waitMinutes: number;
  readonly branchPatterns: readonly string[];
  readonly tagPatterns: readonly string[];
  /** What the jobs in it do: `approve` passes and answers what waits, `deploy` changes the environment, `preview` reads it for pull requests. */
  readonly purpose: "approve" | "deploy" | "preview";
}

/** The AWS role that the environment's deployment job assumes through GitHub's OIDC. */
export interface DeployIdentitySpec {
  /** The GitHub environment that the token must name. */
  readonly githubEnvironment: string;
  /** The GitHub environment whose jobs let a deployment that waits go on; none where no other than the deploying asks. */
  readonly approvalEnvironment: string | undefined;
  /** Seconds a session lasts, longer than the longest deployment. */
  readonly maxSessionSeconds: number;
  /**
   * The permanent stack whose account this is, and which owns its OIDC provider and permissions boundary: this stack
   * itself, or the one that a pull request lives with.
   */
  readonly accountStack: string;
  readonly allowedRegions: readonly string[];
}
