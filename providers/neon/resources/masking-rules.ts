import type { MaskingRule as LiveRule } from "@neondatabase/api-client";
import type * as pulumi from "@pulumi/pulumi";
import type { CheckProblem } from "../../server/provider";
import type { Fields } from "../schema/field";
import { defined } from "../schema/values";
import type { MaskingRule } from "../sdk/anonymized-branch";
import type { Known } from "./resource";

export type Rule = pulumi.Unwrap<MaskingRule>;

const column = {
  type: { kind: "string", minLength: 1 },
  change: "update",
  required: true,
} as const;

const ruleFields = {
  databaseName: { ...column, description: "Database that holds the table." },
  schemaName: { ...column, description: "Schema that holds the table, for example `public`." },
  tableName: { ...column, description: "Table that holds the column." },
  columnName: { ...column, description: "Column that is masked; not one of a foreign key." },
  maskingFunction: {
    type: { kind: "string", minLength: 1 },
    description:
      "Expression of PostgreSQL Anonymizer that gives the new value, for example `anon.fake_email()`; not with `maskingValue`. Default: none, for a rule with `maskingValue`.",
    change: "update",
    removal: "update",
  },
  maskingValue: {
    type: { kind: "string" },
    description:
      "The new value of every row; not with `maskingFunction`. Default: none, for a rule with `maskingFunction`.",
    change: "update",
    removal: "update",
  },
} as const satisfies Fields<Rule>;

export const maskingRules = {
  type: {
    kind: "list",
    unordered: true,
    of: {
      kind: "object",
      name: "MaskingRule",
      description: "What a column is replaced by: a `maskingFunction` or a `maskingValue`.",
      fields: ruleFields,
    },
  },
  description:
    "Columns that are masked, at least one, in any order. A change runs all rules again on the branch as it is: what was masked stays so, and a column without a rule is not masked.",
  change: "update",
  required: true,
} as const;

/** What is wrong with the rules: none, both or neither way to mask a column, and two for one. */
export function checkRules(
  rules: readonly (Known<Rule> | undefined)[] | undefined,
): readonly CheckProblem[] {
  if (rules?.length === 0) {
    const reason = "is empty; the branch would hold the data as it is. Make a Branch for that";
    return [{ property: "maskingRules", reason }];
  }
  const columns = (rules ?? []).map(columnOf);
  return (rules ?? []).flatMap((rule, index) => {
    const property = `maskingRules[${String(index)}]`;
    const name = columns[index];
    const first = columns.indexOf(name);
    return [
      ...(rule?.maskingFunction !== undefined && rule.maskingValue !== undefined
        ? [{ property, reason: "has both maskingFunction and maskingValue; set one of the two" }]
        : []),
      ...(rule !== undefined && !saysHow(rule)
        ? [{ property, reason: "has neither maskingFunction nor maskingValue; set one of the two" }]
        : []),
      ...(name !== undefined && first < index
        ? [{ property, reason: `masks ${name} like maskingRules[${String(first)}]; keep one` }]
        : []),
    ];
  });
}

/** A value that is not known yet is there all the same. */
function saysHow(rule: Known<Rule>): boolean {
  return Object.hasOwn(rule, "maskingFunction") || Object.hasOwn(rule, "maskingValue");
}

function columnOf(rule: Known<Rule> | undefined): string | undefined {
  const path = [rule?.databaseName, rule?.schemaName, rule?.tableName, rule?.columnName];
  return path.includes(undefined) ? undefined : path.join(".");
}

export function requestOf(rule: Rule): LiveRule {
  return defined({
    database_name: rule.databaseName,
    schema_name: rule.schemaName,
    table_name: rule.tableName,
    column_name: rule.columnName,
    masking_function: rule.maskingFunction,
    masking_value: rule.maskingValue,
  });
}

export function ruleOf(rule: LiveRule): Rule {
  return defined({
    databaseName: rule.database_name,
    schemaName: rule.schema_name,
    tableName: rule.table_name,
    columnName: rule.column_name,
    maskingFunction: rule.masking_function,
    maskingValue: rule.masking_value,
  });
}
