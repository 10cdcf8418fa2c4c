import { asList, isRecord } from "../../read";
import type { Properties } from "../../resource";
import { notApplicable, resourceRule, violationOf } from "../../rule";
import {
  actionsOf,
  grantingTypes,
  isBoundary,
  matches,
  statementLabel,
  statementsOf,
} from "./granted";

const decryptions = ["kms:Decrypt", "kms:ReEncryptFrom"];

/** Every key of an account, or of all. */
const allKeys = /^(?:\*|arn:[^:]*:(?:kms|\*):[^:]*:[^:]*:(?:\*|key\/\*|alias\/\*))$/;

/** Conditions that tell one key from another, or who asks for it. */
const narrowing = /^(?:kms:(?:ViaService|ResourceAliases|EncryptionContext)|aws:ResourceTag\/)/i;

export const iamForbidDecryption = resourceRule({
  id: "iam-forbid-decryption",
  severity: "critical",
  title: "Nobody may decrypt with every key",
  why: "a key's policy keeps out nobody who may use all",
  source: "PRC-4",
  fix: "Name the key, or hold it by kms:ViaService.",
  waivable: "never",
  also: ["KMS.1", "KMS.2"],
  types: grantingTypes,
  check(resource, scope) {
    const statements = statementsOf(resource);
    if (statements.length === 0 || isBoundary(resource, scope)) return notApplicable;
    return violationOf(
      statements
        .filter(decryptsEverything)
        .map((statement) => `allows decryption with every key${statementLabel(statement)}`),
    );
  },
});

function decryptsEverything(statement: Properties): boolean {
  return (
    statement.Effect === "Allow" &&
    decryptions.some((name) => actionsOf(statement).some((action) => matches(action, name))) &&
    ("NotResource" in statement ||
      asList(statement.Resource).some((resource) => allKeys.test(String(resource)))) &&
    !isNarrowed(statement)
  );
}

function isNarrowed({ Condition }: Properties): boolean {
  return (
    isRecord(Condition) &&
    Object.entries(Condition).some(
      ([operator, keys]) =>
        !/^ForAllValues:|IfExists$|Not/.test(operator) &&
        isRecord(keys) &&
        Object.keys(keys).some((key) => narrowing.test(key)),
    )
  );
}
