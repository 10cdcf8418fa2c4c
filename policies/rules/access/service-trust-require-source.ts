import { ownEnvironments } from "../../environments";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import { roleType, trustsOf } from "./trust";

const sources = ["aws:sourceaccount", "aws:sourcearn"];
const exact = /^(?:ForAnyValue:)?(?:String|Arn)(?:Equals|Like)$/;

export const serviceTrustRequireSource = resourceRule({
  id: "service-trust-require-source",
  severity: "high",
  title: "A service acts in a role for this account only",
  why: "it would act for a stranger who asks it to",
  source: "PRC-5",
  fix: "Let aws:SourceAccount equal the environment's own account.",
  waivable: "outside production",
  also: ["iam_role_cross_service_confused_deputy_prevention"],
  types: [roleType],
  check(role, { environment }) {
    const accounts = ownEnvironments(environment).flatMap((own) => own.accounts);
    const services = trustsOf(role).filter(({ principals }) => principals.has("Service"));
    if (services.length === 0) return notApplicable;
    const open = services.filter(
      ({ conditions }) =>
        !conditions.some(
          ({ operator, key, values }) =>
            exact.test(operator) &&
            sources.includes(key) &&
            values.length > 0 &&
            values.every((value) => accounts.some((account) => value.includes(account))),
        ),
    );
    const names = open.flatMap(({ principals }) => principals.get("Service") ?? []);
    return violationOf(
      names.map(
        (name) => `lets ${name} act in it for an account that is not ${environment.name}'s`,
      ),
    );
  },
});
