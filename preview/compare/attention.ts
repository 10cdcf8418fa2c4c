import { holdsData } from "../../catalog/holds-data";
import { isRevision } from "../../catalog/identity";
import type { Value, Values } from "../report/report";
import { isComponent } from "../report/resource-kind";
import { secretText } from "../report/tree";
import { withoutRule } from "../report/verdict-message";
import { accessGained } from "./access";
import type { Attention, AttentionKind, ResourceChange, StackComparison } from "./comparison";
import { grantsGained } from "./grants";
import { isList, isMap } from "./property-changes";

const gravity: readonly AttentionKind[] = [
  "data-at-risk",
  "interrupted",
  "protection-lost",
  "secret-exposed",
  "policy-weakened",
  "access-gained",
  "secret-added",
  "access-withdrawn",
];

export function byGravity(a: Attention, b: Attention): number {
  return gravity.indexOf(a.kind) - gravity.indexOf(b.kind);
}

/** What a reviewer must not miss in one stack. A new stack is new as a whole: its parts are no news. */
export function attentionOf(stack: StackComparison): Attention[] {
  if (stack.status === "added") return [];
  if (stack.status === "removed") return removedStack(stack);
  const deleted = new Set(
    stack.changes.filter(({ kind }) => kind === "deleted").map(({ resource }) => resource.urn),
  );
  const attention = stack.changes.flatMap((change): Attention[] => {
    const told = concerns
      .map(({ kind, read }) => ({ kind, details: read(change, deleted) }))
      .filter(({ details }) => details.length > 0);
    const details = told.length > 0 ? [] : interrupted(change, deleted);
    const withdrawn = accessWithdrawn(change, deleted);
    return [
      ...told,
      ...(details.length > 0 ? [{ kind: "interrupted" as const, details }] : []),
      ...(withdrawn.length > 0 ? [{ kind: "access-withdrawn" as const, details: withdrawn }] : []),
    ].map((concern) => ({ ...concern, stack: stack.stack, resource: change.resource }));
  });
  const weakened = policiesWeakened(stack);
  if (weakened.length > 0) {
    attention.push({
      kind: "policy-weakened",
      stack: stack.stack,
      resource: undefined,
      details: weakened,
    });
  }
  return attention;
}

interface Concern {
  readonly kind: AttentionKind;
  /** @param deleted - URNs that the stack no longer declares. */
  readonly read: (change: ResourceChange, deleted: ReadonlySet<string>) => readonly string[];
}

const concerns: readonly Concern[] = [
  { kind: "data-at-risk", read: dataAtRisk },
  { kind: "protection-lost", read: protectionLost },
  { kind: "secret-exposed", read: secretsExposed },
  { kind: "access-gained", read: accessOf },
  { kind: "secret-added", read: secretsAdded },
];

/** The services' own guards, by the value that takes each away; left out, a guard is as its service has it then. */
const guards: ReadonlyMap<string, { readonly off: boolean; readonly leftOut: boolean }> = new Map([
  ["deletionProtection", { off: false, leftOut: false }],
  ["deletionProtectionEnabled", { off: false, leftOut: false }],
  ["enableDeletionProtection", { off: false, leftOut: false }],
  ["protected", { off: false, leftOut: false }],
  ["forceDelete", { off: true, leftOut: false }],
  ["forceDestroy", { off: true, leftOut: false }],
  ["bypassPolicyLockoutSafetyCheck", { off: true, leftOut: false }],
  ["actionsEnabled", { off: false, leftOut: true }],
  ["isEnabled", { off: false, leftOut: true }],
]);

function protectionLost({ kind, resource, previous, properties }: ResourceChange): string[] {
  if (kind === "created") return [];
  if (kind === "deleted") {
    return resource.protect
      ? ["is protected: the engine refuses to delete it until it is not"]
      : [];
  }
  const lost = properties.flatMap((change) =>
    change.kind === "rearranged"
      ? []
      : guardsLost(
          change.path,
          "before" in change ? change.before : undefined,
          "after" in change ? change.after : undefined,
        ),
  );
  const unprotected = previous?.protect === true && !resource.protect;
  return unprotected ? ["protect: true → false", ...lost] : lost;
}

/** The guards that a value takes away, however deep it or what it replaces holds them. */
function guardsLost(path: string, before: Value | undefined, after: Value | undefined): string[] {
  if (isMap(before) || isMap(after)) {
    const [old, now] = [before, after].map((value) => (isMap(value) ? value : {}));
    return [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].flatMap((key) =>
      guardsLost(`${path}.${key}`, old?.[key], now?.[key]),
    );
  }
  const guard = guards.get(path.split(".").at(-1) ?? "");
  if (guard === undefined) return [];
  const [was, is] = [before ?? guard.leftOut, after ?? guard.leftOut];
  return is === guard.off && was !== guard.off
    ? [`${path}: ${after === undefined ? "no longer set" : String(is)}`]
    : [];
}

function dataAtRisk({ kind, resource, identity }: ResourceChange): string[] {
  if (!holdsData(resource.type)) return [];
  switch (kind) {
    case "deleted":
      return ["is deleted, with the data it holds"];
    case "replaced":
      return [`may be replaced, without the data it holds: ${identity.join(", ")} differs`];
    case "moved":
      return ["has another URN: without an alias it is deleted and created again, empty"];
    case "created":
    case "changed":
      return [];
  }
}

/** Whatever uses it does without it for a while, or for good. What goes with all that is around it is told with that. */
function interrupted(
  { kind, resource }: ResourceChange,
  deleted: ReadonlySet<string>,
): readonly string[] {
  if (isRevision(resource.type)) return [];
  switch (kind) {
    case "deleted":
      return deleted.has(resource.parent ?? "") ? [] : ["is deleted"];
    case "replaced":
      return ["may be replaced by another one"];
    case "moved":
      return isComponent(resource) ? [] : ["is deleted and created again, without an alias"];
    case "created":
    case "changed":
      return [];
  }
}

function accessOf(change: ResourceChange, deleted: ReadonlySet<string>): string[] {
  const [before, after] = sidesOf(change);
  return [
    ...(goesWithOthers(change, deleted) ? [] : grantsGained(before, after)),
    ...accessGained(change.resource.type, before, after),
  ];
}

/** What going back would grant. What is new, or goes with what it guards, withdraws nothing. */
function accessWithdrawn(change: ResourceChange, deleted: ReadonlySet<string>): string[] {
  if (change.kind === "created" || goesWithOthers(change, deleted)) return [];
  const [before, after] = sidesOf(change);
  const back = [
    ...grantsGained(after, before),
    ...accessGained(change.resource.type, after, before),
  ];
  return back.map((sentence) =>
    sentence.includes("no longer ")
      ? `now: ${sentence.replace("no longer ", "")}`
      : `until now: ${sentence}`,
  );
}

/** A policy that goes together with what it guards lets nobody in. */
function goesWithOthers({ kind, resource }: ResourceChange, deleted: ReadonlySet<string>): boolean {
  return kind === "deleted" && deleted.has(resource.parent ?? "");
}

function sidesOf({ kind, resource, previous }: ResourceChange): readonly [Values, Values] {
  return [previous?.inputs ?? {}, kind === "deleted" ? {} : resource.inputs];
}

function secretsExposed({ properties }: ResourceChange): string[] {
  return properties.flatMap((change) =>
    change.kind === "changed" && holdsSecret(change.before) && change.after !== secretText
      ? [`${change.path} was secret and can be read now`]
      : [],
  );
}

const secretTypes: ReadonlySet<string> = new Set([
  "aws:secretsmanager/secret:Secret",
  "cloudflare:index/secretsStoreSecret:SecretsStoreSecret",
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  "github:index/actionsSecret:ActionsSecret",
]);

function secretsAdded({ kind, resource, properties }: ResourceChange): string[] {
  if (kind === "created") return secretTypes.has(resource.type) ? ["is a new secret"] : [];
  return properties.flatMap((change) =>
    change.kind === "added" && isNewSecret(change.path, change.after)
      ? [`${change.path} is a new secret`]
      : [],
  );
}

/** A secret itself, or a container's way to one. */
function isNewSecret(path: string, value: Value): boolean {
  if (holdsSecret(value) || /\bsecrets\[/.test(path)) return true;
  return /\bsecrets$/.test(path) && isList(value) && value.length > 0;
}

function holdsSecret(value: Value): boolean {
  if (isList(value)) return value.some(holdsSecret);
  if (typeof value === "string") return value === secretText;
  return isMap(value) && Object.values(value).some(holdsSecret);
}

function policiesWeakened({ verdicts }: StackComparison): string[] {
  return [
    ...verdicts.droppedRules.map((rule) => `${rule} no longer judges this stack`),
    ...verdicts.weakenedRules.map((rule) => `${rule} was mandatory and is advisory now`),
    ...verdicts.waived.map((verdict) => `${verdict.rule} is waived: ${withoutRule(verdict)}`),
  ];
}

function removedStack({ stack, changes }: StackComparison): Attention[] {
  const data = changes.filter(({ resource }) => holdsData(resource.type)).length;
  if (data === 0) return [];
  const detail = `is no longer declared; ${String(data)} of its resources hold data`;
  return [{ kind: "data-at-risk", stack, resource: undefined, details: [detail] }];
}
