import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime/config";
import { Environment } from "./components/environment";
import { Shared } from "./components/shared";
import { loadSpec } from "./settings/load-spec";

/** Reads what the stack is to be, throws every problem at once, and declares it. */
function program(): Readonly<Record<string, unknown>> {
  const spec = loadSpec({
    root: process.cwd(),
    stack: pulumi.getStack(),
    config: allConfig(),
    deploys: !pulumi.runtime.isDryRun(),
  });
  const declared =
    spec.kind === "shared"
      ? new Shared("shared", spec)
      : new Environment(spec.identity.stack, spec);
  return declared.outputs;
}

export = program;
