import type { Verdict } from "../../policies/verdict";
import type { ReportedOptions, ReportedResource, StackReport } from "../report/report";
import { redactMap, isPlain, secretStrings, secretText } from "../report/tree";
import type { Recording, Registration, RegistrationOptions } from "../run/recording";
import type { Locate } from "../run/source-map";
import { notShownIn } from "./not-shown";

/** Shorter secrets would blot out ordinary words. */
const shortestSecret = 4;

/**
 * A recorded and judged stack as a report: resources in tree order, no secret anywhere.
 *
 * @param everySource - whether to locate every resource, or only those that a rule objects to: it takes as long as
 * judging them.
 */
export function reportStack(
  recording: Recording,
  verdicts: readonly Verdict[],
  locate: Locate,
  everySource: boolean,
): StackReport {
  const violated = new Set(
    verdicts.filter(({ status }) => status === "violated").map(({ urn }) => urn),
  );
  const conceal = concealer(recording.registrations.values());
  return {
    stack: recording.stack,
    resources: inTreeOrder(recording.registrations.values()).map((registration) =>
      reportResource(
        registration,
        everySource || violated.has(registration.urn) ? locate : nowhere,
      ),
    ),
    verdicts: verdicts.map((verdict) => ({ ...verdict, message: conceal(verdict.message) })),
    notShown: notShownIn(recording),
  };
}

const nowhere: Locate = () => null;

function reportResource(registration: Registration, locate: Locate): ReportedResource {
  return {
    urn: registration.urn,
    type: registration.type,
    name: registration.name,
    parent: registration.parent ?? null,
    provider: registration.provider ?? null,
    protect: registration.options.protect,
    dependencies: registration.dependencies,
    propertyDependencies: registration.propertyDependencies,
    options: reportOptions(registration.options),
    inputs: redactMap(registration.inputs),
    outputs: redactMap(registration.outputs),
    source: registration.source === undefined ? null : locate(registration.source),
  };
}

function reportOptions(options: RegistrationOptions): ReportedOptions {
  const { ignoreChanges, additionalSecretOutputs, deleteBeforeReplace, customTimeouts } = options;
  return {
    ignoreChanges,
    additionalSecretOutputs,
    deleteBeforeReplace: deleteBeforeReplace ?? null,
    customTimeouts,
  };
}

/** A parent before its children, siblings by type and name: the same whatever order they were registered in. */
function inTreeOrder(registrations: Iterable<Registration>): Registration[] {
  const children = new Map<string | undefined, Registration[]>();
  for (const registration of registrations) {
    const siblings = children.get(registration.parent);
    if (siblings === undefined) children.set(registration.parent, [registration]);
    else siblings.push(registration);
  }
  const ordered: Registration[] = [];
  const visit = (parent: string | undefined): void => {
    const siblings = children.get(parent) ?? [];
    for (const child of siblings.sort(byTypeAndName)) {
      ordered.push(child);
      visit(child.urn);
    }
  };
  visit(undefined);
  return ordered;
}

function byTypeAndName(a: Registration, b: Registration): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

/** Takes every secret of the stack out of a text: a message may quote an input. */
function concealer(registrations: Iterable<Registration>): (text: string) => string {
  const secrets = new Set<string>();
  for (const { inputs, outputs } of registrations) {
    for (const secret of [inputs, outputs]
      .filter((map) => !isPlain(map))
      .flatMap((map) => secretStrings(map))) {
      if (secret.length >= shortestSecret) secrets.add(secret);
    }
  }
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return (text) =>
    text === ""
      ? text
      : longestFirst.reduce((concealed, secret) => concealed.replaceAll(secret, secretText), text);
}
