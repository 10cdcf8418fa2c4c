import type { EnvironmentSpec } from "../../blueprint/environment";
import type { StackSpec } from "../../blueprint/stack";
import { afterSteps, committedStep } from "./steps-after";
import { beforeSteps } from "./steps-before";
import { stateSteps } from "./steps-state";
import { answer, type Command, done, type Step } from "./step";

/** What an administrator does before workflows can deploy a stack, in order. */
export function stepsOf(stack: string, spec: StackSpec): readonly Step[] {
  if (spec.kind === "shared") {
    return [
      ...stateSteps(stack, spec.product, spec.aws),
      upStep(stack),
      subjectStep(spec.github),
      committedStep(stack),
    ];
  }
  const [before, between] = beforeSteps(stack, spec);
  return [
    ...stateSteps(stack, spec.identity.product, spec.aws),
    ...before,
    firstUpStep(stack),
    ...between,
    upStep(stack),
    ...afterSteps(stack, spec),
  ];
}

/**
 * External secrets have no value yet, and a service that reads one would start no task. It goes without the policy pack,
 * which the engine would hand the services that are left out, but not their inputs.
 */
function firstUpStep(stack: string): Step {
  const left = ["--exclude", "**aws:ecs/service:Service**", "--exclude-dependents"];
  return engineStep(`${stack} without its container services`, stack, left);
}

function upStep(stack: string): Step {
  return engineStep(`${stack} as it is declared`, stack, ["--policy-pack", "policies"]);
}

function engineStep(title: string, stack: string, options: readonly string[]): Step {
  const command = (name: string, ...more: readonly string[]): Command => [
    "pulumi",
    name,
    "--stack",
    stack,
    ...options,
    ...more,
  ];
  return done(
    title,
    async ({ ask }) => (await ask(command("preview", "--expect-no-changes"))).status === 0,
    command("up", "--yes"),
  );
}

/** Nobody who later takes over a freed name is trusted. */
function subjectStep({ owner, repository }: EnvironmentSpec["github"]): Step {
  const path = `repos/${owner}/${repository}/actions/oidc/customization/sub`;
  return done(
    "GitHub names the repository by its id where it asks AWS",
    async (world) =>
      (await answer(world, ["gh", "api", path, "--jq", ".use_immutable_subject"])) === "true",
    [
      "gh",
      "api",
      "--method",
      "PUT",
      path,
      "-F",
      "use_default=true",
      "-F",
      "use_immutable_subject=true",
    ],
  );
}
