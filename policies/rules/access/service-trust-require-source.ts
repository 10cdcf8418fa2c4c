import { ownEnvironments } from "../../environments";
import { notApplicable, resourceRule, type Scope, violationOf } from "../../rule";
import { roleType, type TrustStatement, trustsOf } from "./trust";

const sources = ["aws:sourceaccount", "aws:sourcearn"];
const exact = /^(?:ForAnyValue:)?(?:String|Arn)(?:Equals|Like)$/;

/** Services that say for whom they assume a role, as the trust policy in their documentation does. */
const telling = [
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
  "ecs-tasks.amazonaws.com",
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  "scheduler.amazonaws.com",
  // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
  "vpc-flow-logs.amazonaws.com",
];

export const serviceTrustRequireSource = resourceRule({
  id: "service-trust-require-source",
  severity: "high",
  title: "A service that says for whom it acts, acts in a role for this account only",
  why: "it would act for a stranger who asks it to; a condition that a service never meets shuts it out",
  source: "PRC-5",
  fix: "Let aws:SourceAccount equal the environment's own account, for services that are documented to send it alone.",
  waivable: "outside production",
  also: ["iam_role_cross_service_confused_deputy_prevention"],
  types: [roleType],
  check(role, scope) {
    const trusts = trustsOf(role).filter(({ principals }) => principals.has("Service"));
    if (trusts.length === 0) return notApplicable;
    return violationOf(
      trusts.flatMap((trust) =>
        (trust.principals.get("Service") ?? []).flatMap((name) => objectionTo(name, trust, scope)),
      ),
    );
  },
});

function objectionTo(
  service: string,
  { conditions }: TrustStatement,
  { environment }: Scope,
): readonly string[] {
  const asked = conditions.filter(({ key }) => sources.includes(key));
  if (!telling.includes(service)) {
    return asked.map(({ key }) => `waits for ${key}, which ${service} is not documented to send`);
  }
  const accounts = ownEnvironments(environment).flatMap((own) => own.accounts);
  const isHeld = asked.some(
    ({ operator, values }) =>
      exact.test(operator) &&
      values.length > 0 &&
      values.every((value) => accounts.some((account) => value.includes(account))),
  );
  return isHeld
    ? []
    : [`lets ${service} act in it for an account that is not ${environment.name}'s`];
}
