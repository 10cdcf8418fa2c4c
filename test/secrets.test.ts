import { expect } from "chai";
import program = require("../index");
import { judge } from "../policies/judge";
import { toPolicyStack } from "../preview/judge/judging";
import { Recording, type Registration } from "../preview/run/recording";
import { renderMarkdown } from "../preview/render/markdown/markdown";
import { jsonChunks } from "../preview/render/json";
import { renderTerminal } from "../preview/render/terminal/terminal";
import { reportStack } from "../preview/judge/reporting";
import { runProgram } from "../preview/run/run-program";
import { Secret, Unknown, type Tree, type TreeMap } from "../preview/report/tree";
import type { ResourceModel, ResourceModels } from "../sandbox/model";
import { functionModels, resourceModels } from "../sandbox/models";
import { readStackConfig } from "../settings/stack-file";
import { sampleData } from "./policies/support/sample-data";
import { projectRoot, sampleRoot } from "./support/project";
import { reportOf } from "./support/reports";
import { sampleStacks } from "./support/sample";

/** What every planted secret holds. Letters alone: a URL or a JSON document leaves them as they are. */
const marker = "PLANTED";

/**
 * The models with a marker for each secret that a service makes, and without the word that it is one: the program has to
 * mark it by itself.
 */
const planted: ResourceModels = Object.fromEntries(
  Object.entries(resourceModels).map(([type, model]): [string, ResourceModel] => [
    type,
    (request) => {
      const { id, outputs, secretOutputs = [] } = model(request);
      const secrets = secretOutputs.map(
        (key) => [key, `${marker}${request.hex(16, key)}`] as const,
      );
      return { id, outputs: { ...outputs, ...Object.fromEntries(secrets) } };
    },
  ]),
);

async function recordPlanted(stack: string): Promise<Recording> {
  process.chdir(sampleRoot());
  const config = readStackConfig(sampleRoot(), stack);
  if ("problems" in config) throw new Error(JSON.stringify(config.problems));
  const recording = new Recording("platform", stack, planted, functionModels);
  await runProgram(program, recording, config.value);
  return recording;
}

/** Where a marker stands, by path; inside what is marked as a secret or outside. */
function places(tree: Tree, where: "inside" | "outside", path = "", secret = false): string[] {
  if (tree instanceof Secret) return places(tree.value, where, path, true);
  if (typeof tree === "string") {
    return tree.includes(marker) && secret === (where === "inside") ? [path] : [];
  }
  if (typeof tree !== "object" || tree === null || tree instanceof Unknown) return [];
  return Object.entries(tree).flatMap(([key, value]: [string, Tree]) => [
    ...(key.includes(marker) && where === "outside" ? [`${path}.${key}`] : []),
    ...places(value, where, path === "" ? key : `${path}.${key}`, secret),
  ]);
}

/** Every text in a recording is a marker, and every text a secret: the worst that a rule or a report could be given. */
function allSecret(tree: Tree): Tree {
  if (typeof tree === "string") return new Secret(marker);
  if (typeof tree !== "object" || tree === null || tree instanceof Unknown) return tree;
  if (tree instanceof Secret) return new Secret(allSecret(tree.value));
  if (Array.isArray(tree)) return tree.map((item: Tree) => allSecret(item));
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]: [string, Tree]) => [key, allSecret(value)]),
  );
}

const all = ({ registrations }: Recording): Registration[] => [...registrations.values()];

describe("secrets", () => {
  const recordings = new Map<string, Recording>();
  before(async () => {
    for (const stack of sampleStacks) recordings.set(stack, await recordPlanted(stack));
  });
  after(() => {
    process.chdir(projectRoot);
  });

  const of = (stack: string): Recording => {
    const recording = recordings.get(stack);
    if (recording === undefined) throw new Error(`${stack} was not recorded`);
    return recording;
  };

  for (const stack of sampleStacks) {
    it(`of ${stack} are marked wherever the program hands them`, () => {
      const leaks = all(of(stack)).flatMap(({ urn, inputs, outputs }) => [
        ...places(inputs, "outside").map((path) => `${urn} input ${path}`),
        ...places(outputs, "outside").map((path) => `${urn} output ${path}`),
      ]);
      expect(leaks).to.deep.equal([]);
    });

    it(`of ${stack} stand in no name, option or dependency`, () => {
      for (const registration of all(of(stack))) {
        const rest = { ...registration, inputs: undefined, outputs: undefined };
        expect(JSON.stringify(rest)).to.not.include(marker);
      }
    });
  }

  for (const stack of ["dev", "staging", "production", "pr-7"]) {
    it(`of ${stack} go to stores of secrets, Hyperdrive, Workers and what is signed by a key, and nowhere else`, () => {
      const sinks = all(of(stack)).flatMap(({ type, inputs }) =>
        places(inputs, "inside").map((path) => `${type} ${path.replaceAll(/\.\d+\./gu, "[].")}`),
      );
      expect([...new Set(sinks)]).to.have.members([
        "aws:secretsmanager/secretVersion:SecretVersion secretString",
        "cloudflare:index/hyperdriveConfig:HyperdriveConfig origin.password",
        "cloudflare:index/workerVersion:WorkerVersion bindings[].text",
        `${pullsCertificate(stack)} privateKey`,
        "tls:index/certRequest:CertRequest privateKeyPem",
        "tls:index/locallySignedCert:LocallySignedCert caPrivateKeyPem",
        "tls:index/selfSignedCert:SelfSignedCert privateKeyPem",
      ]);
    });
  }

  it("reach their readers: each that a service makes stands in some input", () => {
    const recording = of("production");
    const made = all(recording).flatMap(({ type, outputs }) =>
      ["neon:index:Role", "random:index/randomPassword:RandomPassword"].includes(type)
        ? [outputs.password ?? outputs.result]
        : [],
    );
    expect(made).to.have.length.above(3);
    const revealed = JSON.stringify(all(recording).map(({ inputs }) => inputs));
    for (const secret of made) {
      if (!(secret instanceof Secret)) throw new Error("a secret is not marked");
      expect(secret.value).to.be.a("string");
      expect(revealed).to.include(JSON.stringify(secret.value).slice(1, -1));
    }
  });

  it("are no output of a stack", () => {
    for (const stack of sampleStacks) {
      const outputs = all(of(stack))
        .filter(({ type }) => type === "pulumi:pulumi:Stack")
        .map((root): TreeMap => root.outputs);
      expect(outputs.flatMap(Object.keys), stack).to.have.length.above(0);
      expect(
        outputs.flatMap((each) => [...places(each, "inside"), ...places(each, "outside")]),
        stack,
      ).to.deep.equal([]);
    }
  });

  it("are printed by no report, whatever rules object to", () => {
    const data = sampleData();
    const broken = [...recordings.values()].map((recording) => {
      const copy = new Recording("platform", recording.stack, planted, functionModels);
      for (const registration of all(recording)) {
        const { inputs, outputs } = registration;
        copy.registrations.set(registration.urn, {
          ...registration,
          inputs: allSecret(inputs) as TreeMap,
          outputs: allSecret(outputs) as TreeMap,
        });
      }
      return copy;
    });
    const judgement = judge(broken.map(toPolicyStack), data);
    const stacks = broken.map((recording, index) => {
      const verdicts = judgement.stacks[index]?.verdicts ?? [];
      return reportStack(recording, verdicts, () => null, false);
    });
    const report = reportOf(stacks);
    const violated = stacks.flatMap(({ verdicts }) =>
      verdicts.filter(({ status }) => status === "violated"),
    );
    expect(violated).to.have.length.above(500);
    expect(violated.some(({ message }) => message.includes("[secret]"))).to.equal(true);
    const printed = [
      [...jsonChunks(report)].join(""),
      renderMarkdown(report, undefined, { limit: 1_000_000 }),
      renderTerminal(report, { colour: false, width: 120, tree: true, verbose: true }),
    ];
    for (const text of printed) expect(text).to.not.include(marker);
  });

  for (const where of ["inputs", "outputs"] as const) {
    it(`that stand in ${where} alone are taken out of what a rule says`, () => {
      const copy = new Recording("platform", "dev", planted, functionModels);
      const [root, held] = all(of("dev"));
      if (root === undefined || held === undefined) throw new Error("dev is empty");
      copy.registrations.set(root.urn, root);
      copy.registrations.set(held.urn, { ...held, [where]: { token: new Secret("hunter2") } });
      const said = { rule: "r", level: "mandatory", status: "violated", urn: held.urn } as const;
      const { verdicts } = reportStack(
        copy,
        [{ ...said, message: "r: hunter2 is short" }],
        () => null,
        false,
      );
      expect(verdicts.map(({ message }) => message)).to.deep.equal(["r: [secret] is short"]);
    });
  }

  it("in a stack's configuration are named and not shown when they are wrong", async () => {
    process.chdir(sampleRoot());
    const before = process.env.PULUMI_CONFIG_SECRET_KEYS;
    const wrong = {
      "platform:host": `not a host: ${marker}`,
      "platform:network": JSON.stringify({ cidr: marker }),
    };
    process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(Object.keys(wrong));
    try {
      const config = readStackConfig(sampleRoot(), "staging");
      if ("problems" in config) throw new Error(JSON.stringify(config.problems));
      const values = { ...config.value.values, ...wrong };
      const secretKeys = [...config.value.secretKeys, ...Object.keys(wrong)];
      const recording = new Recording("platform", "staging", planted, functionModels);
      const run = runProgram(program, recording, { values, secretKeys });
      const message = await run.then(
        () => "nothing was wrong",
        (error: unknown) => String(error),
      );
      expect(message).to.include("platform:host").and.include("platform:network.cidr");
      expect(message).not.to.include(marker);
    } finally {
      if (before === undefined) delete process.env.PULUMI_CONFIG_SECRET_KEYS;
      else process.env.PULUMI_CONFIG_SECRET_KEYS = before;
    }
  });
});

/** A pull request's edge presents a certificate for its own host names, in dev's zone. */
function pullsCertificate(stack: string): string {
  const of = stack === "pr-7" ? "HostnameCertificate" : "Certificate";
  return `cloudflare:index/authenticatedOriginPulls${of}:AuthenticatedOriginPulls${of}`;
}
