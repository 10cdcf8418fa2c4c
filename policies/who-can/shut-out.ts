import { evaluate } from "../../iam/evaluate";
import { isAllowed } from "../mentions";
import { optional, textAt } from "../read";
import type { PolicyResource } from "../resource";
import type { Scope } from "../rule";
import { regionOf } from "../rules/backup/vaults";
import type { StackIndex } from "../stack-index";
import { actionsIn } from "./actions";
import type { Values } from "./contexts";
import { documentOf } from "./doors";
import { everything, policyAt } from "./documents";
import { instanceOf } from "./contexts";
import { meantGuests } from "./meant-guests";
import { emergencyRoles, ownAccounts } from "./own";
import { usual } from "./requests";

/** Somebody who has to come in. */
interface Caller {
  readonly principal: string;
  readonly says?: Values;
  readonly on?: string;
}

type Callers = (door: PolicyResource, scope: Scope, stack: StackIndex) => readonly Caller[];

interface Entry {
  readonly door: RegExp;
  readonly who: Callers;
  readonly to: readonly string[];
}

const owners: Callers = (_door, { environment }) =>
  emergencyRoles(environment).map((principal) => ({ principal }));

/** Each account that environments.yaml lets in. */
const guests: Callers = (door, scope) =>
  [...scope.data.environments.values()]
    .filter(({ name, tier }) => tier !== "preview" && name !== scope.environment.name)
    .filter(({ name }) => isAllowed(scope, door.type, { kind: "account", owners: [name] }))
    .flatMap(({ accounts }) => accounts)
    .map((account) => ({ principal: `arn:aws:iam::${account}:role/anybody` }));

const logging: Callers = (key, { environment }, stack) =>
  stack.referring(key, "aws:cloudwatch/logGroup:LogGroup", "kmsKeyId").map((group) => {
    const region = regionOf(group) ?? "";
    const arn = `arn:aws:logs:${region}:${ownAccounts(environment)[0] ?? ""}:log-group:${textAt(group.props, "name")}`;
    return {
      principal: `logs.${region}.amazonaws.com`,
      says: { "kms:encryptioncontext:aws:logs:arn": arn },
    };
  });

const balancing: Callers = (policy, { environment }, stack) =>
  stack
    .targets(policy, "bucket")
    .flatMap((bucket) => stack.referring(bucket, "aws:lb/loadBalancer:LoadBalancer", "accessLogs"))
    .map((balancer) => {
      const [account = ""] = ownAccounts(environment);
      const arn = `arn:aws:elasticloadbalancing:${regionOf(balancer) ?? ""}:${account}:loadbalancer/app/a`;
      return {
        principal: "logdelivery.elasticloadbalancing.amazonaws.com",
        says: { "aws:sourceaccount": account, "aws:sourcearn": arn },
        on: `arn:aws:s3:::${textAt(policy.props, "bucket")}/AWSLogs/${account}/a`,
      };
    });

const guestsOf = (type: string, door: RegExp, who: Callers = guests): Entry => ({
  ...{ door, who },
  to: meantGuests[type]?.may ?? [],
});

const isOfBuckets: Callers = (key, scope, stack) =>
  stack.referring(key, encryptionType, "rules").length === 0
    ? []
    : guests(key, scope, stack).map((guest) => ({
        ...guest,
        says: {
          "kms:viaservice": `s3.${usual(scope.environment)["aws:requestedregion"] ?? ""}.amazonaws.com`,
        },
      }));

const encryptionType =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** Who has to come in by each kind of door. */
const entries: readonly Entry[] = [
  {
    ...{ door: /^aws:kms\//, who: owners },
    to: actionsIn("kms: CancelKeyDeletion DescribeKey PutKeyPolicy ScheduleKeyDeletion"),
  },
  { door: /bucketPolicy:/, who: owners, to: ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"] },
  { door: /repositoryPolicy:/, who: owners, to: ["ecr:SetRepositoryPolicy"] },
  { door: /vaultPolicy:/, who: owners, to: ["backup:PutBackupVaultAccessPolicy"] },
  { door: /topicPolicy:/, who: owners, to: ["sns:SetTopicAttributes"] },
  { door: /^aws:kms\//, who: logging, to: actionsIn("kms: Decrypt GenerateDataKey") },
  { door: /bucketPolicy:/, who: balancing, to: ["s3:PutObject"] },
  guestsOf("aws:ecr/repositoryPolicy:RepositoryPolicy", /repositoryPolicy:/),
  guestsOf("aws:s3/bucketPolicy:BucketPolicy", /bucketPolicy:/),
  guestsOf("aws:kms/key:Key", /kms\/key:/, isOfBuckets),
];

/** Who has to come in by a resource's own policy and can't, in words. */
export function shutOut(door: PolicyResource, scope: Scope, stack: StackIndex): readonly string[] {
  const path = documentOf(door);
  if (path === undefined) return [];
  const resource = policyAt(door, path);
  const targets = resource.statements.flatMap(({ Resource = [] }) => Resource).map(instanceOf);
  const [account = ""] = ownAccounts(scope.environment);
  return entries
    .filter((entry) => entry.door.test(door.type))
    .flatMap(({ who, to }) =>
      who(door, scope, stack).flatMap(({ principal, says, on }) => {
        const context = { ...usual(scope.environment), "aws:principalarn": principal, ...says };
        const refused = to.find(
          (action) =>
            !(on === undefined ? ["*", ...targets] : [on]).some(
              (target) =>
                evaluate(
                  {
                    identity: [everything],
                    resource,
                    resourceDecides: door.type.startsWith("aws:kms/"),
                  },
                  { principal, action, resource: target, resourceAccount: account, context },
                ).allowed,
            ),
        );
        return refused === undefined ? [] : [`shuts ${principal} out of ${refused}`];
      }),
    );
}
