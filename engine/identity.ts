import { deployRoleArns } from "../components/delivery/deploy-roles";
import { administrator, type Identity, type IdentityName } from "../sandbox/identities/identity";
import { loadSpec, type SettingsSource } from "../settings/load-spec";
import { UsageError } from "../settings/usage-error";

/**
 * The credentials of a stack's administrator, or of a job that deploys or previews it.
 *
 * @throws UsageError for the stack that no job deploys.
 * @throws SettingsError
 */
export function identityOf(name: IdentityName, source: SettingsSource): Identity {
  if (name === "administrator") return administrator;
  const spec = loadSpec(source);
  if (spec.kind === "shared") {
    throw new UsageError(
      `--as ${name}: no job works on ${source.stack}, which a person deploys: leave --as out`,
    );
  }
  return { aws: { roleArn: deployRoleArns(spec.identity, spec.aws.accountId)[name] } };
}
