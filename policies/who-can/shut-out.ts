import { evaluate } from "../../iam/evaluate";
import { listOf } from "../../iam/policy";
import { isAllowed } from "../mentions";
import { textAt } from "../read";
import type { PolicyResource } from "../resource";
import type { Scope } from "../rule";
import { regionOf } from "../rules/backup/vaults";
import type { StackIndex } from "../stack-index";
import { actionsIn } from "./actions";
import { encryptionType } from "./asked";
import { instanceOf, type Values } from "./contexts";
import { documentOf } from "./doors";
import { everything, policyAt } from "./documents";
import { meantGuests } from "./meant-guests";
import { emergencyRoles, ownAccounts } from "./own";
import { usual } from "./requests";

/** Who has to come in by a door, what the request says, and on what it is, where the door does not say. */
type Callers = (
  door: PolicyResource,
  scope: Scope,
  stack: StackIndex,
) => readonly (readonly [principal: string, says?: Values, on?: string])[];

const owners: Callers = (_, { environment }) =>
  emergencyRoles(environment).map((principal) => [principal]);

/** Each account that environments.yaml lets in. */
const guests: Callers = ({ type }, scope) =>
  [...scope.data.environments.values()]
    .filter(({ name, tier }) => tier !== "preview" && name !== scope.environment.name)
    .filter(({ name }) => isAllowed(scope, type, { kind: "account", owners: [name] }))
    .flatMap(({ accounts }) => accounts)
    .map((account) => [
      `arn:aws:iam::${account}:role/anybody`,
      { "kms:viaservice": "s3.eu-west-1.amazonaws.com" },
    ]);

const readers: Callers = (key, scope, stack) =>
  stack.referring(key, encryptionType, "rules").length === 0 ? [] : guests(key, scope, stack);

/** The ARN of what stands in a region of the environment's account. */
function arnOf(service: string, what: string, resource: PolicyResource, scope: Scope): string {
  const [account = ""] = ownAccounts(scope.environment);
  return `arn:aws:${service}:${regionOf(resource) ?? ""}:${account}:${what}`;
}

const logs: Callers = (key, scope, stack) =>
  stack.referring(key, "aws:cloudwatch/logGroup:LogGroup", "kmsKeyId").map((group) => {
    const arn = arnOf("logs", `log-group:${textAt(group.props, "name")}`, group, scope);
    const principal = `logs.${regionOf(group) ?? ""}.amazonaws.com`;
    return [principal, { "kms:encryptioncontext:aws:logs:arn": arn }];
  });

const balancers: Callers = (policy, scope, stack) =>
  stack
    .targets(policy, "bucket")
    .flatMap((bucket) => stack.referring(bucket, "aws:lb/loadBalancer:LoadBalancer", "accessLogs"))
    .map((balancer) => [
      "logdelivery.elasticloadbalancing.amazonaws.com",
      { "aws:sourcearn": arnOf("elasticloadbalancing", "loadbalancer/app/a", balancer, scope) },
      `arn:aws:s3:::${textAt(policy.props, "bucket")}/AWSLogs/${ownAccounts(scope.environment)[0] ?? ""}/a`,
    ]);

const use = "kms: Decrypt GenerateDataKey";
const guestsMay = (type: string): string =>
  meantGuests[type]?.may.join(", ").replaceAll(":", ": ") ?? "";

/** Who has to come in by each kind of door, and for what. */
const entries: readonly (readonly [door: RegExp, who: Callers, to: string])[] = [
  [/^aws:kms/, owners, "kms: CancelKeyDeletion DescribeKey PutKeyPolicy ScheduleKeyDeletion"],
  [/^aws:kms/, logs, use],
  [/kms\/key:/, readers, guestsMay("aws:kms/key:Key")],
  [/bucketPolicy:/, owners, "s3: PutBucketPolicy DeleteBucketPolicy"],
  [/bucketPolicy:/, balancers, "s3: PutObject"],
  [/bucketPolicy:/, guests, guestsMay("aws:s3/bucketPolicy:BucketPolicy")],
  [/repositoryPolicy:/, owners, "ecr: SetRepositoryPolicy"],
  [/repositoryPolicy:/, guests, guestsMay("aws:ecr/repositoryPolicy:RepositoryPolicy")],
  [/topicPolicy:/, owners, "sns: SetTopicAttributes"],
  [/vaultPolicy:/, owners, "backup: PutBackupVaultAccessPolicy"],
];

/** Who has to come in by a resource's own policy and can't, in words. */
export function shutOut(door: PolicyResource, scope: Scope, stack: StackIndex): readonly string[] {
  const path = documentOf(door);
  if (path === undefined) return [];
  const isKey = door.type.startsWith("aws:kms/");
  const resource = policyAt(door, path);
  const policies = { identity: [everything], resource, resourceDecides: isKey };
  const named = isKey
    ? ["arn:aws:kms:eu-west-1:0:key/itself"]
    : ["*", ...resource.statements.flatMap(({ Resource }) => listOf(Resource))];
  const [resourceAccount = ""] = ownAccounts(scope.environment);
  const always = { ...usual(scope.environment), "aws:sourceaccount": resourceAccount };
  return entries
    .filter(([type]) => type.test(door.type))
    .flatMap(([, who, to]) =>
      who(door, scope, stack).flatMap(([principal, says, on]) => {
        const context = { ...always, "aws:principalarn": principal, ...says };
        const targets = on === undefined ? named.map(instanceOf) : [on];
        const isLetIn = (action: string): boolean =>
          targets.some((target) => {
            const request = { principal, action, resource: target, resourceAccount, context };
            return evaluate(policies, request).allowed;
          });
        const refused = actionsIn(to).find((action) => !isLetIn(action));
        return refused === undefined ? [] : [`lets ${principal} do no ${refused}`];
      }),
    );
}
