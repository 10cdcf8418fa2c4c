import * as pulumi from "@pulumi/pulumi";
import type { ContainerServiceSpec } from "../../blueprint/container-service";
import type { Context } from "../base/context";

export interface ContainerDefinitionArgs {
  readonly spec: ContainerServiceSpec;
  readonly context: Context;
  readonly logGroupName: pulumi.Input<string>;
  /** ARN of the secret behind each variable. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** Name of each bucket that the task uses, by the store's name. */
  readonly buckets: Readonly<Record<string, pulumi.Input<string>>>;
  /** By which it tells who logged in; none where it asks for no login. */
  readonly loginVariables: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * The task's one container as ECS reads it. It changes nothing of its own image, unless people may enter it, runs as
 * nobody in particular and holds no privilege; values of secrets stay in Secrets Manager, only their ARNs stand here.
 */
export function containerDefinitions(args: ContainerDefinitionArgs): pulumi.Output<string> {
  const { spec, context, logGroupName, secrets } = args;
  return pulumi.jsonStringify([
    {
      name: spec.name,
      image: spec.image,
      essential: true,
      user: "1000:1000",
      privileged: false,
      // The agent behind ECS Exec writes into the image; without it the session never opens (AWS: ECS Exec).
      readonlyRootFilesystem: !spec.allowExec,
      linuxParameters: {
        // Reaps what ECS Exec and health checks leave behind.
        initProcessEnabled: true,
        capabilities: { drop: ["ALL"] },
        tmpfs: [{ containerPath: "/tmp", size: 64, mountOptions: ["rw", "noexec", "nosuid"] }],
      },
      // As long as the target group needs to drain, and then some; Spot gives two minutes.
      stopTimeout: 60,
      portMappings: [{ containerPort: spec.port, hostPort: spec.port, protocol: "tcp" }],
      healthCheck: {
        command: [
          "CMD-SHELL",
          probe(`http://127.0.0.1:${String(spec.port)}${spec.healthCheckPath}`),
        ],
        interval: 30,
        timeout: 5,
        retries: 3,
        startPeriod: 30,
      },
      environment: sortedByName(variables(args), "value"),
      secrets: sortedByName(secrets, "valueFrom"),
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": logGroupName,
          "awslogs-region": context.region,
          "awslogs-stream-prefix": spec.version,
          // A log that can't be written costs lines, never requests.
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
    },
  ]);
}

/** Asks with what the image brings: Alpine has wget, the slim images of Python and Node only their interpreter. */
function probe(url: string): string {
  return [
    `wget -q -O /dev/null ${url}`,
    `curl -fs -o /dev/null ${url}`,
    `python3 -c "import urllib.request as r; r.urlopen('${url}')"`,
    `node -e "fetch('${url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"`,
    "exit 1",
  ].join(" || ");
}

/** What the workload declares, and over it what every workload of the environment is told. */
function variables({
  spec,
  context,
  buckets,
  loginVariables,
}: ContainerDefinitionArgs): Record<string, pulumi.Input<string>> {
  const { identity, logging } = context;
  return {
    ...spec.environment,
    ...loginVariables,
    ...Object.fromEntries(
      Object.entries(buckets).map(([store, bucket]) => [objectStoreVariable(store), bucket]),
    ),
    ENVIRONMENT: identity.stack,
    LOG_LEVEL: logging.level,
    PORT: String(spec.port),
    SENTRY_ENVIRONMENT: identity.stack,
    SENTRY_SAMPLE_RATE: String(logging.errorSampleRate),
    SERVICE: spec.name,
    VERSION: spec.version,
  };
}

/** The variable in which a task finds the bucket of an object store: `OBJECT_STORE_DOCUMENTS` for `documents`. */
function objectStoreVariable(store: string): string {
  return `OBJECT_STORE_${store.toUpperCase().replaceAll("-", "_")}`;
}

/** Sorted, so that another order in a manifest is no new revision. */
function sortedByName(
  entries: Readonly<Record<string, pulumi.Input<string>>>,
  key: "value" | "valueFrom",
): object[] {
  return Object.keys(entries)
    .sort()
    .map((name) => ({ name, [key]: entries[name] }));
}
