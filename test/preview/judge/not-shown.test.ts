import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { expect } from "chai";
import { notShownIn } from "../../../preview/judge/not-shown";
import { Recording } from "../../../preview/run/recording";
import { renderMarkdown } from "../../../preview/render/markdown/markdown";
import { renderTerminal } from "../../../preview/render/terminal/terminal";
import { runProgram, type Program, type RegistrationPath } from "../../../preview/run/run-program";
import type { ResourceModels } from "../../../sandbox/model";
import { report, StackBuilder } from "../../support/reports";

const models: ResourceModels = {
  "random:index/randomId:RandomId": ({ hex }) => ({ id: hex(8), outputs: { hex: hex(8) } }),
};

class PackagedComponent extends pulumi.ComponentResource {
  public constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("pack:index:Thing", name, { size: 1 }, opts, true);
  }
}

async function record(program: Program, path: RegistrationPath): Promise<Recording> {
  const recording = new Recording("platform", "dev", models, {});
  await runProgram(program, recording, { values: {}, secretKeys: [] }, path);
  return recording;
}

const declaring = (declare: (provider: random.Provider) => unknown): Program => {
  return () => {
    declare(new random.Provider("random", {}));
    return Promise.resolve({});
  };
};

const refused: readonly {
  readonly title: string;
  readonly declare: (provider: random.Provider) => unknown;
  readonly reason: string;
}[] = [
  {
    title: "another stack's outputs",
    declare: () => new pulumi.StackReference("organization/platform/shared"),
    reason: "the program reads pulumi:pulumi:StackReference",
  },
  {
    title: "a method of a component",
    declare: () => pulumi.runtime.call("pack:index:Thing/size", {}),
    reason: "the program calls pack:index:Thing/size, which only the package behind it can answer",
  },
  {
    title: "a dynamic provider",
    declare: () =>
      new (class extends pulumi.dynamic.Resource {})(
        { create: () => Promise.resolve({ id: "1" }) },
        "dynamic",
        {},
      ),
    reason: "the sandbox has no model of pulumi-nodejs:dynamic:Resource",
  },
  {
    title: "a function that the sandbox does not know",
    declare: (provider) => pulumi.runtime.invoke("random:index:unheard", {}, { provider }),
    reason: "the sandbox has no model of the function random:index:unheard",
  },
];

describe("what a preview does not show", () => {
  for (const path of ["fast", "plain"] as const) {
    describe(path, () => {
      it("is nothing for a program that only declares", async () => {
        const recording = await record(
          declaring((provider) => new random.RandomId("id", { byteLength: 4 }, { provider })),
          path,
        );
        expect(notShownIn(recording)).to.deep.equal([]);
      });

      it("is the inside of a component that another process makes", async () => {
        const recording = await record(
          declaring((provider) => new PackagedComponent("thing", { providers: [provider] })),
          path,
        );
        expect(notShownIn(recording)).to.deep.equal([
          "1 component that a package makes (pack:index:Thing): what it holds is neither shown nor judged",
        ]);
      });

      it("is what hooks do, whoever gave them to the resource", async () => {
        const recording = await record(
          declaring((provider) => {
            const goodbye = new pulumi.ResourceHook("goodbye", () => undefined);
            pulumi.runtime.registerResourceTransform(({ name, props, opts }) =>
              name === "one"
                ? { props, opts: { ...opts, hooks: { beforeDelete: [goodbye] } } }
                : undefined,
            );
            new random.RandomId("one", { byteLength: 4 }, { provider });
            new random.RandomId(
              "other",
              { byteLength: 4 },
              { provider, hooks: { onError: [new pulumi.ErrorHook("again", () => false)] } },
            );
          }),
          path,
        );
        expect(notShownIn(recording)).to.deep.equal([
          "2 resources with hooks (beforeDelete, onError): no hook runs here",
        ]);
      });

      for (const { title, declare, reason } of refused) {
        it(`is never passed over in silence: ${title}`, async () => {
          const refusal = await record(declaring(declare), path).catch((error: unknown) => error);
          expect(String(refusal)).to.include(reason);
        });
      }
    });
  }

  it("stands in the terminal, in the comment and in the verdict on the whole", () => {
    const given = report(
      new StackBuilder("dev").notShown("2 resources with hooks (beforeCreate): no hook runs here"),
    );
    const terminal = renderTerminal(given, {
      colour: false,
      width: 120,
      tree: false,
      verbose: false,
    });
    expect(terminal).to.include(
      "! not shown: 2 resources with hooks (beforeCreate): no hook runs here",
    );
    expect(terminal).to.include("Look at 1 thing that this preview does not show.");
    expect(terminal).not.to.include("clean");
    expect(renderMarkdown(given, undefined)).to.include("#### Not shown");
    const silent = report(new StackBuilder("dev"));
    expect(renderMarkdown(silent, undefined)).not.to.include("Not shown");
  });
});
