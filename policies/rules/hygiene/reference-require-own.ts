import { ownKey } from "../../cards/card";
import { cards } from "../../cards/cards";
import { plain, valuesAt } from "../../cards/inputs";
import { leavesOf } from "../../cards/selection";
import { ownEnvironments } from "../../environments";
import type { PolicyResource } from "../../resource";
import { stackRule, violationOf } from "../../rule";

/** Where a type names resources of its own stack. */
export const ownPaths: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(cards).flatMap(([type, { own = "", must = [], only = [] }]) => {
    const keys = [...must, ...only].filter(([, allowed]) => allowed === ownKey);
    const named = [...leavesOf(own), ...keys.map(([path]) => plain(path))];
    return named.length === 0 ? [] : [[type, named]];
  }),
);

/** What is named beside resources of many kinds by a key that does not tell the type. */
const mixed: Readonly<Record<string, string>> = {
  "bindings.bucketName": "cloudflare:index/r2Bucket:R2Bucket",
  "bindings.id": "cloudflare:index/hyperdriveConfig:HyperdriveConfig",
  "target.arn": "aws:ecs/cluster:Cluster",
};

/** Types whose names tell of what is meant wherever they stand in a key. */
const telling = [
  "ec2/subnet:Subnet",
  "ec2/securityGroup:SecurityGroup",
  "lb/targetGroup:TargetGroup",
];

/** What a value was made from is told of whole stacks alone. */
export const referenceRequireOwn = stackRule({
  id: "reference-require-own",
  title: "A resource is put on, into and behind resources of its own stack",
  why: "a network, role, key or topic that is named by hand is judged by nobody, and may be anybody's",
  source: "PRC-22",
  fix: "Declare it in this stack and pass its output.",
  waivable: "everywhere",
  types: Object.keys(ownPaths),
  check(resource, { environment }, stack) {
    const accounts = ownEnvironments(environment).flatMap((each) => each.accounts);
    return violationOf(
      (ownPaths[resource.type] ?? []).flatMap((path) => {
        const values = [...new Set(valuesAt(resource.props, path))];
        const named = values.length;
        const strange = values.some((value) => isStrange(String(value), accounts));
        if (strange)
          return [`names in ${path} what is in no account of ${environment.name}, or many`];
        const [property = "", ...inside] = path.split(".");
        const targets = stack.targets(resource, property);
        const own =
          mixed[path] === undefined
            ? mostOfOneType(targets, inside.at(-1) ?? property)
            : targets.filter(({ type }) => type === mixed[path]).length;
        return named > own
          ? [`names ${String(named)} in ${path}, of which this stack declares ${String(own)}`]
          : [];
      }),
    );
  },
});

/** Whether it is an ARN of somebody else's, or stands for whatever there is. */
function isStrange(value: string, accounts: readonly string[]): boolean {
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(value)?.[1];
  return value.includes("*") || (account !== undefined && !accounts.includes(account));
}

/**
 * What a list names is of one type, which its key may tell, as `subnetIds` does; what comes with each of them, as a
 * subnet's routes do, is of others.
 */
function mostOfOneType(resources: readonly PolicyResource[], key: string): number {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  const isTold = (type: string): boolean =>
    key.toLowerCase().includes((type.split(":").at(-1) ?? type).toLowerCase());
  const told = [...counts].filter(([type]) => isTold(type));
  const some = told.length > 0 || telling.some(isTold) ? told : [...counts];
  return Math.max(0, ...some.map(([, count]) => count));
}
