import { isText, textAt } from "../../read";
import { notApplicable, stackRule, violationOf } from "../../rule";

const readOnly = "read-only";

export const connectionRequireRole = stackRule({
  id: "connection-require-role",
  title: "A secret holds the connection to Neon of the role that it is called after, over TLS",
  why: "an application that connects as the owner of its tables may drop them",
  source: "SEC-1",
  fix: "Connect to the stack's own database as the role that the secret's name ends in, by sslmode=require, and with default_transaction_read_only=on where it only reads.",
  types: ["aws:secretsmanager/secretVersion:SecretVersion"],
  check(version, _scope, stack) {
    const { secretString } = version.props;
    if (!isText(secretString) || !/^postgres(?:ql)?:\/\//.test(secretString)) return notApplicable;
    const { username, hostname, searchParams } = new URL(secretString);
    const [secret] = stack.targets(version, "secretId");
    const role =
      textAt(secret?.props ?? {}, "name")
        .split("/")
        .at(-1) ?? "";
    const options = searchParams.get("options") ?? "";
    const reads = [...options.matchAll(/default_transaction_read_only=(\w+)/g)].at(-1)?.[1];
    return violationOf([
      ...(username.replaceAll("_", "-") === role
        ? []
        : [`connects as ${username}, in a secret for ${role}`]),
      ...(hostname.endsWith(".neon.tech") ? [] : [`leads to ${hostname}, which is not Neon`]),
      ...(role === readOnly && reads !== "on" ? ["may write"] : []),
      ...(/^(?:require|verify-(?:ca|full))$/.test(searchParams.get("sslmode") ?? "")
        ? []
        : ["may connect without TLS"]),
    ]);
  },
});
