import { isRecord, valueAt } from "../read";
import {
  between,
  type Cards,
  type Demand,
  type Described,
  guarded,
  logsIn,
  ownAccount,
  ownIssuer,
  ownKey,
  ownRegion,
  ownSecret,
} from "./card";
import { ofItsFolder, ofItsWorkload, readOnly, scratch, unprivileged } from "./containers";

const services = "ecs:service:DesiredCount";
const ofServices: Demand = ["serviceNamespace", "ecs", "services are what scales here"];
const restless: Described = {
  text: `${services}, and none in production`,
  has: (value, { tier }) => value === services && tier !== "production",
};

const tasks: Described = {
  text: "0 to 2 in preview and dev, and 0 to 200 elsewhere",
  has: (value, { tier }) =>
    typeof value === "number" &&
    value >= 0 &&
    value <= (tier === "preview" || tier === "dev" ? 2 : 200),
};

const recoveryRegion: Described = {
  text: "the region in which the environment recovers",
  has: (value, { environment: { regions } }) => regions.slice(1).includes(String(value)),
};

const ownBalancer: Described = {
  text: "the AWS name of a load balancer that is called after the environment",
  has: (value, { environment: { names } }) =>
    // Of a long name the beginning is left, before a hash.
    names.some((name) => String(value).startsWith(`${name}-`.slice(0, 20))) &&
    /^[\w-]+\.[a-z0-9-]+\.elb\.amazonaws\.com$/.test(String(value)),
};

const lasting: Described = {
  text: "FARGATE, and FARGATE_SPOT outside production",
  has: (value, { tier }) =>
    value === "FARGATE" || (value === "FARGATE_SPOT" && tier !== "production"),
};
/** What a policy keeps: how busy tasks are, or how many requests a minute each of them has. */
const aim: Described = {
  text: "20 to 90 % of CPU, or 1 to 1000000 requests to each task",
  has(value, scope, props) {
    if (!isRecord(value)) return false;
    const type = valueAt(value, "predefinedMetricSpecification.predefinedMetricType");
    if (type !== undefined && type !== "ECSServiceAverageCPUUtilization") return false;
    const [least, most] = type === undefined ? [1, 1_000_000] : [20, 90];
    return between(least, most).has(value.targetValue, scope, props);
  },
};
const tracking = "targetTrackingScalingPolicyConfiguration";
const reclaimed = "AWS takes Spot back within two minutes";

/** A canary in production unless the workload's manifest asks for blue/green (REL-2, REL-19), which tries a release as well. */
const shifting = ["BLUE_GREEN", "LINEAR", "CANARY"];

const answered: Described = {
  text: "hooks of targetType AWS_LAMBDA, and of PAUSE with the action ROLLBACK",
  has: (hook) =>
    isRecord(hook) &&
    (hook.targetType === "AWS_LAMBDA" ||
      (hook.targetType === "PAUSE" && valueAt(hook, "timeoutConfiguration.action") === "ROLLBACK")),
};
const hook = "deploymentConfiguration.lifecycleHooks.hookDetails";
const logs = "containerDefinitions.logConfiguration.options";
const heard = ["DEBUG", "INFO", "WARN"];

/** Containers, functions, scaling, images. */
export const awsComputeCards: Cards = {
  "aws:appautoscaling/policy:Policy": {
    judged: `${tracking} { predefinedMetricSpecification }`,
    own: "resourceId",
    must: [
      ["policyType", "TargetTrackingScaling", "others add nothing where nobody set steps"],
      [tracking, aim, "nothing would grow until it breaks"],
    ],
    only: [
      ofServices,
      ["scalableDimension", services, "services are what scales here"],
      [`${tracking}.scaleOutCooldown`, between(0, 600), "visitors wait for so long"],
    ],
    called: "name",
    sized: `${tracking} { customizedMetricSpecification scaleInCooldown targetValue }`,
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    judged: "resourceId schedule timezone scalableTargetAction { maxCapacity }",
    must: [["scalableDimension", restless, "customers come at night as well"]],
    only: [ofServices, ["scalableTargetAction.maxCapacity", tasks, "nobody needs more to try it"]],
    called: "name",
    sized: "scalableTargetAction { minCapacity }",
  },
  "aws:appautoscaling/target:Target": {
    judged: "maxCapacity minCapacity resourceId tags",
    must: [
      ["scalableDimension", services, "services are what scales here"],
      ["maxCapacity", tasks, "nobody needs more to try it"],
    ],
    only: [ofServices],
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    own: "repository",
    must: [
      ["policy.rules.action.type", "expire", "nothing else is known to do no harm"],
      ["policy.rules.selection.countType", "sinceImagePushed", "a count deletes what still runs"],
      ["policy.rules.selection.countNumber", between(14, 3650), "a release may be taken back"],
      ["policy.rules.selection.tagStatus", ["tagged", "untagged"], "any deletes what runs"],
    ],
    only: [["policy.rules.selection.tagPrefixList", "pr-", "releases' images stay"]],
    called: "policy { rules { rulePriority description selection { countUnit } } }",
    placed: "region",
  },
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": {
    judged: "region scanType",
    must: [
      ["rules.repositoryFilters.filter", "*", "an image that is not scanned is of no repository"],
      ["rules.scanFrequency", ["CONTINUOUS_SCAN", "SCAN_ON_PUSH"], "scans by hand are forgotten"],
    ],
    called: "rules { repositoryFilters { filterType } }",
  },
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": {
    judged: `replicationConfiguration { rules { destinations { region }
      repositoryFilters { filter } } }`,
    must: [
      [
        "replicationConfiguration.rules.destinations.registryId",
        ownAccount,
        "images would be somebody else's as well",
      ],
      [
        "replicationConfiguration.rules.destinations.region",
        recoveryRegion,
        "the region that recovers would have no images",
      ],
    ],
    called: "replicationConfiguration { rules { repositoryFilters { filterType } } }",
  },
  "aws:ecr/repository:Repository": {
    holds: "data",
    judged: "forceDelete name region tags",
    must: [
      ["encryptionConfigurations.encryptionType", ["KMS", "KMS_DSSE"], "it is not our own key's"],
      ["encryptionConfigurations.kmsKey", ownKey, "only its policy can keep others out"],
      ["imageTagMutability", "IMMUTABLE", "what was tested would not be what runs (REL-18)"],
      [
        "imageScanningConfiguration.scanOnPush",
        true,
        "a known hole is found before it runs (QUA-12)",
      ],
    ],
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    judged: "policy",
    own: "repository",
    placed: "region",
  },
  "aws:ecs/cluster:Cluster": {
    judged: "tags",
    must: [
      ["settings.name", "containerInsights", "it is all that a cluster sets"],
      ["settings.value", ["enabled", "enhanced"], "a cluster without it has no numbers"],
    ],
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    own: "clusterName",
    only: [
      ["capacityProviders", lasting, reclaimed],
      ["defaultCapacityProviderStrategies.capacityProvider", lasting, reclaimed],
    ],
    sized: "defaultCapacityProviderStrategies { base weight }",
  },
  "aws:ecs/service:Service": {
    judged: `alarms { alarmNames enable rollback }
      deploymentConfiguration { bakeTimeInMinutes strategy
        canaryConfiguration { canaryBakeTimeInMinutes canaryPercent }
        lifecycleHooks { hookTargetArn lifecycleStages targetType timeoutConfiguration } }
      loadBalancers { advancedConfiguration containerName containerPort } tags triggers`,
    own: `cluster taskDefinition deploymentConfiguration { lifecycleHooks { roleArn } }
      loadBalancers { targetGroupArn } networkConfiguration { securityGroups subnets }`,
    must: [
      ["networkConfiguration.assignPublicIp", false, "whoever knows it passes the edge by (NET-2)"],
      ["waitForSteadyState", true, "a deployment that failed would pass for done"],
      ["deploymentCircuitBreaker.enable", true, "tasks that never get healthy start for ever"],
      ["deploymentCircuitBreaker.rollback", true, "what never gets healthy is taken back"],
      [
        "deploymentConfiguration.strategy",
        shifting,
        "nothing is tried before it serves (REL-2)",
        guarded,
      ],
      [
        "deploymentController.type",
        "ECS",
        "strategies, hooks and alarms are the ECS controller's",
        guarded,
      ],
      ["enableEcsManagedTags", true, "nobody knows whose tasks these are"],
      ["propagateTags", ["SERVICE", "TASK_DEFINITION"], "nobody knows whose tasks these are"],
      ["enableExecuteCommand", false, "what is changed by hand is nowhere written", guarded],
    ],
    only: [
      ["availabilityZoneRebalancing", "ENABLED", "after a zone failed all would stay in another"],
      ["healthCheckGracePeriodSeconds", between(0, 600), "a broken task would be kept (REL-20)"],
      ["capacityProviderStrategies.capacityProvider", lasting, reclaimed],
      ["deploymentConfiguration.lifecycleHooks", answered, "silence is no approval (PIP-6)"],
      [`${hook}.header`, "x-release-test", "it would test what serves already"],
      [`${hook}.errorRatePercent`, between(0, 1), "what fails would pass for tested (REL-12)"],
      [
        `${hook}.slowestMilliseconds`,
        between(1, 10_000),
        "what is slow would pass for tested (REL-12)",
      ],
    ],
    sized: "capacityProviderStrategies { base weight } desiredCount",
    free: {
      "ecs-require-health-check reads it":
        "deploymentConfiguration { lifecycleHooks { hookDetails { url } } }",
      "it only starts a deployment, which is judged": "forceNewDeployment",
    },
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    judged: `executionRoleArn taskRoleArn tags containerDefinitions { image name
      portMappings { containerPort } environment { name value } healthCheck { command } secrets { name } }`,
    must: [
      ["networkMode", "awsvpc", "its host's network has no security group for it (RUN-4)"],
      ["requiresCompatibilities", "FARGATE", "a task on a shared machine shares its kernel"],
      ["containerDefinitions.secrets?.valueFrom", ownSecret, "a parameter is read by many"],
      ["skipDestroy", true, "a release is taken back to a revision that is still there"],
      [
        "containerDefinitions.linuxParameters.capabilities.drop",
        "ALL",
        "it is what a process may do (RUN-4)",
      ],
      [
        "containerDefinitions.logConfiguration.logDriver",
        "awslogs",
        "rules judge where it goes (OBS-23)",
      ],
      [
        "containerDefinitions.privileged",
        false,
        "whoever breaks in would be its host's root (RUN-4)",
      ],
      [
        "containerDefinitions.readonlyRootFilesystem",
        readOnly,
        "whoever breaks in could stay (RUN-4)",
      ],
      ["containerDefinitions.user", unprivileged, "whoever breaks in would be root (RUN-4)"],
    ],
    only: [
      ["containerDefinitions", ofItsWorkload, "another's secret, or its owner's rights"],
      ["containerDefinitions.environment", ownIssuer, "a stranger would say who is logged in"],
      [`${logs}.awslogs-group`, logsIn("/ecs/"), "another is kept by nobody, or for ever"],
      [`${logs}.awslogs-region`, ownRegion, "they would leave the environment's regions"],
      ["containerDefinitions.portMappings.containerPort", between(1024, 65_535), "root's port"],
      ["runtimePlatform.operatingSystemFamily", "LINUX", "another one has no read-only root"],
      ["containerDefinitions.healthCheck.interval", between(5, 60), "a broken task would be kept"],
      ["containerDefinitions.healthCheck.retries", between(1, 10), "a broken task would be kept"],
      ["containerDefinitions.essential", true, "a task would live on without it"],
      ["containerDefinitions.linuxParameters.tmpfs", scratch, "files could be run"],
    ],
    called: "family",
    sized: `cpu memory runtimePlatform { cpuArchitecture } containerDefinitions {
        stopTimeout portMappings { hostPort protocol } healthCheck { startPeriod timeout }
        linuxParameters { initProcessEnabled tmpfs { containerPath mountOptions size } }
        logConfiguration { options { awslogs-stream-prefix max-buffer-size mode } } }`,
  },
  "aws:lambda/function:Function": {
    judged: "tags",
    own: "role vpcConfig { securityGroupIds subnetIds } loggingConfig { logGroup }",
    must: [
      ["runtime", ["nodejs22.x", "nodejs24.x"], "an older one gets no mends"],
      ["loggingConfig.logGroup", logsIn("/aws/lambda/"), "another is kept by nobody, or for ever"],
    ],
    only: [
      ["environment.variables.CERTIFICATE_ARN", ownSecret, "a parameter is read by many"],
      ["environment.variables.LOAD_BALANCER_DNS_NAME", ownBalancer, "a stranger would be tested"],
      ["loggingConfig.applicationLogLevel", heard, "nobody sees what fails"],
      ["loggingConfig.systemLogLevel", heard, "nobody sees what fails"],
      ["handler", "index.handler", "it is what functions/ exports"],
      ["code", ofItsFolder, "another program would have its rights"],
      ["timeout", between(10, 900), "it would end before it knows"],
      ["memorySize", between(128, 10_240), "AWS knows no other"],
    ],
    called: "name description",
    sized: "architectures loggingConfig { logFormat }",
    free: { "its code is the project's, as reviewed": "code" },
  },
  "aws:lambda/invocation:Invocation": {
    own: "functionName",
    judged: "input",
    free: { "it says when to call again": "triggers" },
  },
};
