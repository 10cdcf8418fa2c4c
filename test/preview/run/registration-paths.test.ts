import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { expect } from "chai";
import { Recording, type Registration } from "../../../preview/run/recording";
import { runProgram, type Program, type RegistrationPath } from "../../../preview/run/run-program";
import { jsonChunks } from "../../../preview/render/json";
import { reportStack } from "../../../preview/judge/reporting";
import { redactMap, Secret } from "../../../preview/report/tree";
import { createLocator } from "../../../preview/run/source-map";
import type { ResourceModels } from "../../../sandbox/model";
import { reportOf } from "../../support/reports";

const models: ResourceModels = {
  "random:index/randomPassword:RandomPassword": ({ hex }) => ({
    id: "none",
    outputs: { result: hex(12) },
    secretOutputs: ["result"],
  }),
  "random:index/randomId:RandomId": ({ hex, inputs }) => ({
    id: hex(8),
    outputs: { hex: hex(8), nested: { list: [1, { deep: inputs.prefix ?? null }] } },
  }),
};

class Vault extends pulumi.ComponentResource {
  public readonly password: pulumi.Output<string>;

  public constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("platform:test:Vault", name, {}, opts);
    const password = new random.RandomPassword(
      `${name}-password`,
      { length: 12 },
      { parent: this, protect: true, ignoreChanges: ["length"] },
    );
    const id = new random.RandomId(
      `${name}-id`,
      {
        byteLength: password.length,
        prefix: pulumi.interpolate`${password.id}-x`,
        keepers: {
          json: pulumi.jsonStringify({ secret: password.result, list: [password.length] }),
          secret: password.result,
          asked: password.bcryptHash,
          nothing: password.length.apply(() => undefined as unknown as string),
        },
      },
      { parent: this, dependsOn: password, customTimeouts: { update: "6h" } },
    );
    this.password = password.result;
    this.registerOutputs({ password: this.password, hex: id.hex });
  }
}

const everything: Program = () => {
  const provider = new random.Provider("random", {});
  const vault = new Vault("vault", { providers: [provider] });
  const after = new random.RandomId(
    "after",
    {
      byteLength: pulumi.output(Promise.resolve(4)),
      keepers: { all: pulumi.all([vault.password, "x"]).apply(([a, b]) => `${a}${b}`) },
    },
    { provider, dependsOn: [vault] },
  );
  return Promise.resolve({ hex: after.hex, password: vault.password });
};

async function record(program: Program, path: RegistrationPath): Promise<Recording> {
  const recording = new Recording("platform", "staging", models, {});
  await runProgram(program, recording, { values: {}, secretKeys: [] }, path);
  return recording;
}

function inOrder(recording: Recording): Registration[] {
  return [...recording.registrations.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** Everything that was recorded, as a report prints it. */
function text(recording: Recording): string {
  const stack = reportStack(recording, [], () => null, false);
  return [...jsonChunks(reportOf([stack]))].join("");
}

describe("the two registration paths", () => {
  it("record the same bytes for the same program", async () => {
    const [plain, fast] = [await record(everything, "plain"), await record(everything, "fast")];
    expect(text(fast)).to.equal(text(plain));
    expect(fast.registrations.size).to.equal(6);
  });

  it("give the SDK back its own way after a run", async () => {
    const before = await record(everything, "plain");
    await record(everything, "fast");
    expect(text(await record(everything, "plain"))).to.equal(text(before));
  });

  for (const path of ["plain", "fast"] as const) {
    describe(path, () => {
      it("knows where the program declares a resource", async () => {
        const recording = await record(everything, path);
        const locate = createLocator(process.cwd());
        const declared = inOrder(recording).find(({ name }) => name === "vault-password");
        expect(locate(declared?.source ?? "")).to.match(
          /^test\/preview\/run\/registration-paths\.test\.ts:\d+$/,
        );
      });

      it("names resources as the engine does", async () => {
        const recording = await record(everything, path);
        expect([...recording.registrations.keys()]).to.include(
          "urn:pulumi:staging::platform::platform:test:Vault$random:index/randomId:RandomId::vault-id",
        );
      });

      it("keeps what a secret touches secret", async () => {
        const recording = await record(everything, path);
        const id = inOrder(recording).find(({ name }) => name === "vault-id");
        const keepers = id?.inputs.keepers as Record<string, unknown>;
        expect(keepers.secret).to.be.instanceOf(Secret);
        expect(keepers.json).to.be.instanceOf(Secret);
        const after = inOrder(recording).find(({ name }) => name === "after");
        expect((after?.inputs.keepers as Record<string, unknown>).all).to.be.instanceOf(Secret);
      });

      it("says that an output is unknown when the model does not give it", async () => {
        const recording = await record(everything, path);
        const id = inOrder(recording).find(({ name }) => name === "vault-id");
        expect(redactMap(id?.inputs ?? {})).to.have.nested.property("keepers.asked", "[unknown]");
      });

      it("records what depends on what, through components", async () => {
        const recording = await record(everything, path);
        const named = (name: string) =>
          inOrder(recording).find((registration) => registration.name === name);
        expect(named("after")?.dependencies).to.deep.equal(
          [named("vault-id")?.urn, named("vault-password")?.urn].sort(),
        );
        expect(named("vault-id")?.propertyDependencies.byteLength).to.deep.equal([
          named("vault-password")?.urn,
        ]);
      });

      it("reports a type that the sandbox does not know, by name", async () => {
        const program: Program = () => {
          const provider = new random.Provider("random", {});
          new random.RandomPet("pet", {}, { provider });
          return Promise.resolve({});
        };
        const failure = await record(program, path).catch((error: unknown) => error);
        expect(String(failure)).to.include("no model of random:index/randomPet:RandomPet");
      });

      it("reports what the program throws", async () => {
        const program: Program = () => Promise.reject(new Error("no such thing"));
        const failure = await record(program, path).catch((error: unknown) => error);
        expect(String(failure)).to.include("no such thing");
      });

      it("reports an apply that fails", async () => {
        const program: Program = () => {
          const provider = new random.Provider("random", {});
          const id = new random.RandomId("id", { byteLength: 4 }, { provider });
          const broken = id.hex.apply((): string => {
            throw new Error("the apply broke");
          });
          new random.RandomId("next", { byteLength: 4, prefix: broken }, { provider });
          return Promise.resolve({});
        };
        const failure = await record(program, path).catch((error: unknown) => error);
        expect(String(failure)).to.include("the apply broke");
      });

      it("refuses two resources of one name", async () => {
        const program: Program = () => {
          const provider = new random.Provider("random", {});
          new random.RandomId("id", { byteLength: 4 }, { provider });
          new random.RandomId("id", { byteLength: 4 }, { provider });
          return Promise.resolve({});
        };
        const failure = await record(program, path).catch((error: unknown) => error);
        expect(String(failure)).to.include("Duplicate resource URN");
      });
    });
  }
});
