import type { ModelValues } from "../model";
import type { CloudObject, ObjectStore, Shelf } from "./object-store";

/** What no document settles and only an account can tell; the emulated ECS takes either answer. */
export interface OpenQuestions {
  /** Whether the first deployment of a service runs its lifecycle hooks. */
  readonly hooksOnCreation: boolean;
  /** Whether a deployment that moves traffic leaves the service's two target groups the other way round. */
  readonly swapsTargetGroups: boolean;
}

/** As people who run it have reported it. */
export const reportedAnswers: OpenQuestions = { hooksOnCreation: true, swapsTargetGroups: false };

/**
 * Watches a service's deployment while it takes traffic, where the emulation has any.
 *
 * @param asked - the service as it is to be.
 * @returns why ECS takes it back; nothing where it goes on.
 */
export type DeploymentTrial = (asked: ModelValues) => Promise<string | undefined>;

/** What has become of a service that was created, or asked to change. */
export interface Deployment {
  /** Where the service is not what it was asked to be. */
  readonly instead: ModelValues;
  /** Tasks that run afterwards. */
  readonly runningCount: number;
  /** Why ECS took the deployment back; nothing where it succeeded. */
  readonly failure?: string;
}

interface ServiceLoadBalancer {
  readonly targetGroupArn: string;
  readonly advancedConfiguration?: {
    readonly alternateTargetGroupArn: string;
    readonly productionListenerRule: string;
    readonly testListenerRule?: string;
  };
}

export const serviceType = "aws:ecs/service:Service";

/** What a service revision holds: taking a deployment back restores these and nothing else. */
const revision = [
  ...["taskDefinition", "loadBalancers", "networkConfiguration", "capacityProviderStrategies"],
  ...["platformVersion", "serviceConnectConfiguration", "volumeConfiguration"],
];

/** Whether a change of these inputs is a deployment: each is, since the program forces one, but for the tags. */
export function isDeployment(type: string, changed: readonly string[]): boolean {
  return type === serviceType && changed.some((key) => key !== "tags");
}

/**
 * Runs a deployment to its end, however long a service would take for it.
 *
 * @param objection - why it is taken back, where something is wrong with it.
 */
export function deploy(
  { store, shelf, questions }: Place,
  before: CloudObject | undefined,
  asked: ModelValues,
  objection: string | undefined,
): Deployment {
  const pauses =
    hooksOf(asked).some(({ targetType }) => targetType === "PAUSE") &&
    (before !== undefined || questions.hooksOnCreation);
  const failure =
    objection ??
    (pauses && !isHeard(store, shelf, asked.cluster)
      ? "A lifecycle hook awaited an action until it timed out: no rule tells anybody of it."
      : undefined);
  if (failure !== undefined) {
    return {
      instead: Object.fromEntries(
        revision.flatMap((key) => (before === undefined ? [] : [[key, before.properties[key]]])),
      ),
      runningCount: before === undefined ? 0 : runningCountOf(before),
      failure,
    };
  }
  const runningCount = Number(asked.desiredCount ?? 1);
  const loadBalancers = loadBalancersOf(asked);
  const swings = loadBalancers.some(({ advancedConfiguration }) => advancedConfiguration);
  if (!swings) return { instead: {}, runningCount };
  loadBalancers.forEach((each) => {
    swingRules(store, shelf, each);
  });
  const swapped = loadBalancers.map(swappedGroups);
  return {
    instead: questions.swapsTargetGroups ? { loadBalancers: swapped } : {},
    runningCount,
  };
}

/** Where a deployment takes place. */
export interface Place {
  readonly store: ObjectStore;
  readonly shelf: Shelf;
  readonly questions: OpenQuestions;
}

/** Tasks of a service that run, which are as many as it was asked for unless a deployment said otherwise. */
export function runningCountOf({
  properties,
  runtime,
}: Pick<CloudObject, "properties" | "runtime">): number {
  return Number(runtime?.runningCount ?? properties.desiredCount ?? 1);
}

function hooksOf({ deploymentConfiguration }: ModelValues): readonly { targetType?: string }[] {
  const { lifecycleHooks = [] } = (deploymentConfiguration ?? {}) as {
    lifecycleHooks?: readonly { targetType?: string }[];
  };
  return lifecycleHooks;
}

function loadBalancersOf({ loadBalancers }: ModelValues): readonly ServiceLoadBalancer[] {
  return (loadBalancers ?? []) as readonly ServiceLoadBalancer[];
}

/** Whether a rule of EventBridge hands the event of a waiting hook on; whoever hears of it is taken to agree. */
function isHeard(store: ObjectStore, shelf: Shelf, clusterArn: unknown): boolean {
  const event = {
    source: "aws.ecs",
    "detail-type": "ECS Hook State Change",
    detail: { eventName: "HOOK_AWAITING_ACTION", hookType: "PAUSE", clusterArn },
  };
  const targets = store.on({ ...shelf, type: "aws:cloudwatch/eventTarget:EventTarget" });
  return store
    .on({ ...shelf, type: "aws:cloudwatch/eventRule:EventRule" })
    .filter(({ properties: { eventPattern } }) => typeof eventPattern === "string")
    .filter(({ properties }) => matches(JSON.parse(String(properties.eventPattern)), event))
    .some(({ properties: { name } }) => targets.some(({ properties }) => properties.rule === name));
}

/** Whether an event has one of the listed values wherever the pattern names a field. */
function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.includes(event);
  if (!isValues(pattern) || !isValues(event)) return false;
  return Object.entries(pattern).every(([key, inner]) => matches(inner, event[key]));
}

function isValues(value: unknown): value is ModelValues {
  return typeof value === "object" && value !== null;
}

/** The rules of the listener forward to the other target group afterwards. */
function swingRules(
  store: ObjectStore,
  shelf: Shelf,
  { advancedConfiguration }: ServiceLoadBalancer,
): void {
  const rules = { ...shelf, type: "aws:lb/listenerRule:ListenerRule" };
  const swung = [
    advancedConfiguration?.productionListenerRule,
    advancedConfiguration?.testListenerRule,
  ];
  for (const rule of store.on(rules).filter(({ id }) => swung.includes(id))) {
    const actions = (rule.properties.actions ?? []) as readonly RuleAction[];
    store.put(rules, {
      ...rule,
      properties: { ...rule.properties, actions: actions.map(swungAction) },
    });
  }
}

interface RuleAction {
  readonly forward?: {
    readonly targetGroups: readonly { readonly arn: string; readonly weight: number }[];
  };
}

function swungAction(action: RuleAction): RuleAction {
  if (action.forward === undefined) return action;
  const { targetGroups } = action.forward;
  const weights = targetGroups.map(({ weight }) => weight).reverse();
  return {
    ...action,
    forward: {
      ...action.forward,
      targetGroups: targetGroups.map((group, index) => ({ ...group, weight: weights[index] ?? 0 })),
    },
  };
}

function swappedGroups(attachment: ServiceLoadBalancer): ServiceLoadBalancer {
  const { targetGroupArn, advancedConfiguration } = attachment;
  if (advancedConfiguration === undefined) return attachment;
  return {
    ...attachment,
    targetGroupArn: advancedConfiguration.alternateTargetGroupArn,
    advancedConfiguration: { ...advancedConfiguration, alternateTargetGroupArn: targetGroupArn },
  };
}
