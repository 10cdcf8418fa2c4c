import { asList, isText, statementsAt, textAt } from "../../read";
import type { PolicyResource, Properties } from "../../resource";
import { resourceRule, violationOf, type Outcome } from "../../rule";

const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const documents = ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"];

/** AWS's own policies that allow everything, or everything but who may. */
const fullAccess =
  /^arn:[^:]+:iam::aws:policy\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

export const iamForbidFullAccess = resourceRule({
  types: [...documents, attachmentType],
  check(resource) {
    return resource.type === attachmentType ? ofAttachment(resource) : ofDocument(resource);
  },
});

function ofAttachment({ props }: PolicyResource): Outcome {
  const arn = textAt(props, "policyArn");
  return violationOf(fullAccess.test(arn) ? [`attaches ${arn}`] : []);
}

function ofDocument({ props }: PolicyResource): Outcome {
  return violationOf(
    statementsAt(props, "policy")
      .filter(allowsEverything)
      .map(
        ({ Sid }) => `allows every action on every resource${isText(Sid) ? ` in "${Sid}"` : ""}`,
      ),
  );
}

function allowsEverything(statement: Properties): boolean {
  if (statement.Effect !== "Allow") return false;
  // Whatever is not listed is allowed, which is everything but a few.
  const everyAction =
    "NotAction" in statement ||
    asList(statement.Action).some((action) => /^\*+(?::\*+)?$/.test(String(action)));
  const everyResource = "NotResource" in statement || asList(statement.Resource).includes("*");
  return everyAction && everyResource;
}
