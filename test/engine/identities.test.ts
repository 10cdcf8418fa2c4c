import { expect } from "chai";
import type { SandboxStack } from "../../engine/sandbox-stack";
import { findDrift, forbidsUp } from "../../operations/drift/drift";
import { teardown, TeardownError } from "../../operations/teardown/teardown";
import { tenanciesOfPullRequests } from "../../operations/teardown/pull-request";
import type { IdentityName } from "../../sandbox/identities/identity";
import { type Changes, sampleProject, sampleRoot, swap } from "../support/project";
import { deployed } from "./support/deployed";
import { attempt, changesOf, operate } from "./support/operation";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";
import { seededSample, seedNote, share } from "./support/share";
import { stateOf } from "./support/state";

const permanent = ["dev", "staging", "production"] as const;
const stacks = share({ seeded: seededSample(permanent, 1, "identities"), full: permanent });

/** What is asked of production's guard before anybody else is, and what the clouds say to who may not. */
const refusals = {
  guard: /guard/,
  aws: /AccessDenied: User: arn:aws:sts::\d{12}:assumed-role/,
  github: /403 Resource not accessible by integration/,
  cloudflare: /"code":9106/,
};

describeEngine(`the life of an environment as its jobs live it (${seedNote})`, () => {
  let sandbox: TemporarySandbox;
  afterEach(() => {
    sandbox.dispose();
  });

  for (const stack of stacks) {
    it(`${stack}: its first up is an administrator's, the next ones the pipeline's`, async () => {
      sandbox = await deployed(stack);
      const job = await as("deploy", stack);
      const drift = await findDrift(job.stack, { settle: 0 });
      expect(forbidsUp(drift)).to.equal(false);
      expect([...drift.gone, ...drift.changed]).to.deep.equal([]);
      expect(changesOf(await operate(job.stack, "up", { refresh: true }))).to.deep.equal([]);
      job.close();

      const release = await as("deploy", stack, released(stack));
      expect(changesOf(await operate(release.stack, "up"))).to.include(
        `update aws:ecs/service:Service ${stack}-blue-admin-service`,
      );
      release.close();

      const preview = await as("preview", stack);
      const planned = await operate(preview.stack, "preview");
      expect(changesOf(planned)).not.to.deep.equal([]);
      const destroyed = await attempt(preview.stack, "destroy", { continueOnError: true });
      const said =
        stack === "production"
          ? [refusals.guard]
          : [refusals.aws, refusals.github, refusals.cloudflare];
      for (const refusal of said) expect(destroyed.output).to.match(refusal);
    });
  }

  it("pr-7: a job brings it up to date and takes it down, all but its own roles", async () => {
    sandbox = await deployed("dev");
    const first = await as("administrator", "pr-7");
    await operate(first.stack, "up");
    first.close();

    const job = await as("deploy", "pr-7");
    expect(forbidsUp(await findDrift(job.stack, { settle: 0 }))).to.equal(false);
    expect(changesOf(await operate(job.stack, "up", { refresh: true }))).to.deep.equal([]);
    await takeDown(job);
    const left = (await stateOf(job.stack)).resources.filter(({ custom }) => custom === true);
    const kinds = left.map(({ type }) => type).filter((type) => !type.startsWith("pulumi:"));
    expect([...new Set(kinds)].sort()).to.deep.equal([
      "aws:iam/policy:Policy",
      "aws:iam/role:Role",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ]);
    job.close();
    await takeDown(await as("administrator", "pr-7"));
  });

  it("staging: a change of a gate stops at GitHub, and is a person's", async () => {
    sandbox = await deployed("staging");
    const changes: Changes = {
      "Pulumi.staging.yaml": swap("branches: [develop]", "branches: [develop, next]"),
    };
    const job = await as("deploy", "staging", changes);
    const refused = await attempt(job.stack, "up");
    expect(refused.failure).to.be.instanceOf(Error);
    expect(refused.output).to.include(
      "POST https://api.github.com/repos/acme/platform/environments/staging/deployment-branch-policies: 403",
    );
    job.close();
    const person = await as("administrator", "staging", changes);
    expect(changesOf(await operate(person.stack, "up"))).to.deep.equal([
      "create github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy staging-gate-staging-branch-next",
    ]);
  });

  function as(who: IdentityName, stack: string, changes?: Changes): Promise<SandboxStack> {
    const root = changes === undefined ? undefined : sampleProject(changes);
    return sandbox.open(stack, undefined, root, { as: who });
  }
});

/** @returns whether everything is gone. */
async function takeDown({ stack }: SandboxStack): Promise<boolean> {
  const owns = tenanciesOfPullRequests(sampleRoot());
  try {
    await teardown(stack, { owns, onOutput: () => undefined, color: "never" });
    return true;
  } catch (error) {
    if (error instanceof TeardownError) return false;
    throw error;
  }
}

/** Another build of `admin`, in staging as well: production takes what ran there. */
function released(stack: string): Changes {
  const build = (text: string): string => {
    const releases = JSON.parse(text) as Record<string, object>;
    const admin = { ...releases.admin, digest: `sha256:${"7".repeat(64)}` };
    return JSON.stringify({ ...releases, admin });
  };
  return { "releases/staging.json": build, [`releases/${stack}.json`]: build };
}
