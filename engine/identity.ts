import { deployRoleArns } from "../components/delivery/deploy-roles";
import { deployToken } from "../sandbox/identities/cloudflare";
import { administratorOf, type Identity, type IdentityName } from "../sandbox/identities/identity";
import { loadSpec, type SettingsSource } from "../settings/load-spec";
import { tenanciesOf } from "../settings/project";
import { UsageError } from "../settings/usage-error";
import { tokenOfJob } from "./job-token";

/**
 * The credentials of a stack's administrator, or of a job that deploys or previews it: the role that it assumes, the token
 * of GitHub's that its workflow gives it, and the keys that its gate holds, which for a preview are none.
 *
 * @throws UsageError for the stack that no job deploys, and where no workflow has such a job.
 * @throws SettingsError
 */
export function identityOf(name: IdentityName, source: SettingsSource): Identity {
  const tenancies = tenanciesOf(source.config);
  if (name === "administrator") return administratorOf(tenancies);
  const spec = loadSpec(source);
  if (spec.kind === "shared") {
    throw new UsageError(
      `--as ${name}: no job works on ${source.stack}, which a person deploys: leave --as out`,
    );
  }
  const roleArn = deployRoleArns(spec.identity, spec.aws.accountId)[name];
  const common = { aws: { roleArn }, tenancies };
  if (name === "preview") {
    const github = tokenOfJob("preview", source.stack);
    return { ...common, github, cloudflare: "no token", neon: "no key" };
  }
  const { database } = spec;
  return {
    ...common,
    github: tokenOfJob("up", source.stack),
    cloudflare: deployToken(spec.recoveryNetwork !== undefined),
    neon: { projectId: database?.kind === "ephemeral" ? database.parentProjectId : undefined },
  };
}
