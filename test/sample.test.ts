import { expect } from "chai";
import { containsUnknown, redactMap, revealMap, secretStrings } from "../preview/report/tree";
import type { Recording, Registration } from "../preview/run/recording";
import { jsonChunks } from "../preview/render/json";
import { reportStack } from "../preview/judge/reporting";
import { sampleProject } from "./support/project";
import { reportOf } from "./support/reports";
import { recordSample, sampleStacks } from "./support/sample";

function text(recording: Recording): string {
  const stack = reportStack(recording, [], () => null, false);
  return [...jsonChunks(reportOf([stack]))].join("");
}

function all(recording: Recording): Registration[] {
  return [...recording.registrations.values()];
}

describe("the sample platform", () => {
  for (const stack of sampleStacks) {
    describe(stack, () => {
      it("is the same whichever way its resources are registered", async () => {
        const [fast, plain] = [
          await recordSample(stack, { path: "fast" }),
          await recordSample(stack, { path: "plain" }),
        ];
        expect(text(fast)).to.equal(text(plain));
      });

      it("has no input that only a cloud could tell", async () => {
        const unknown = all(await recordSample(stack))
          .filter(({ inputs }) => containsUnknown(inputs))
          .map(({ urn, inputs }) => `${urn} ${JSON.stringify(redactMap(inputs))}`);
        expect(unknown).to.deep.equal([]);
      });

      it("gives every resource an explicit provider", async () => {
        const without = all(await recordSample(stack))
          .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
          .filter(({ provider }) => provider === undefined)
          .map(({ urn }) => urn);
        expect(without).to.deep.equal([]);
      });

      it("shows none of its secrets in a report", async () => {
        const recording = await recordSample(stack);
        const report = text(recording);
        const secrets = all(recording).flatMap(({ inputs, outputs }) => [
          ...secretStrings(inputs),
          ...secretStrings(outputs),
        ]);
        for (const secret of secrets)
          expect(report).not.to.include(JSON.stringify(secret).slice(1, -1));
        expect(secrets.length > 3, "has secrets").to.equal(stack !== "shared");
      });
    });
  }

  it("switches the live cell by one record's content", async () => {
    const before = await recordSample("staging");
    const after = await recordSample("staging", { settings: { "platform:live": "green" } });
    const differing = all(after).filter(({ urn, inputs }) => {
      const other = before.registrations.get(urn);
      return JSON.stringify(redactMap(inputs)) !== JSON.stringify(redactMap(other?.inputs ?? {}));
    });
    const records = differing.filter(({ type }) => type === "cloudflare:index/dnsRecord:DnsRecord");
    expect(after.registrations.size).to.equal(before.registrations.size);
    expect(records.map(({ name }) => name)).to.deep.equal(["staging-entrance-dns-live"]);
    expect(records[0]?.inputs.content).to.equal("green.staging.acme.example");
  });

  it("puts the roles of a pull request into dev's boundary and makes none of its own", async () => {
    const recording = await recordSample("pr-7");
    const roles = all(recording).filter(({ type }) => type === "aws:iam/role:Role");
    expect(roles).not.to.be.empty;
    for (const role of roles) {
      expect(role.inputs.permissionsBoundary).to.equal(
        "arn:aws:iam::111111111111:policy/acme-dev-boundary",
      );
    }
  });

  it("gives the recovery cell the replicas of secrets and files, in its own region", async () => {
    const recording = await recordSample("production");
    const task = all(recording).find(
      ({ name, type }) =>
        type === "aws:ecs/taskDefinition:TaskDefinition" &&
        name.startsWith("production-recovery-admin"),
    );
    const definitions = JSON.stringify(revealMap(task?.inputs ?? {}, null));
    expect(definitions).to.include("secretsmanager:eu-west-3:");
    expect(definitions).not.to.include("secretsmanager:eu-west-1:");
  });

  it("lets each job of a gate assume the role that its purpose needs, and an approval one that only lets a deployment go on", async () => {
    const recording = await recordSample("production");
    const roleOf = (gate: string) =>
      all(recording).find(({ name }) => name === `production-gate-${gate}-variable-AWS_ROLE_ARN`)
        ?.inputs.value;
    expect(roleOf("production")).to.match(/role\/acme-production-deploy$/);
    expect(roleOf("production-preview")).to.match(/role\/acme-production-preview$/);
    expect(roleOf("production-approval")).to.match(/role\/acme-production-approve$/);
  });

  it("makes a GitHub environment before the secrets that live in it", async () => {
    const root = sampleProject({
      "apps/landing-page/deploy.yaml": (manifest) =>
        `${manifest}secrets: { BUILD_TOKEN: generated }\n`,
    });
    const recording = await recordSample("production", { root });
    const environment = all(recording).find(
      ({ name }) => name === "production-gate-production-environment",
    );
    const secrets = all(recording).filter(
      ({ type }) => type === "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
    );
    expect(secrets).to.have.length(1);
    for (const { dependencies } of secrets) expect(dependencies).to.include(environment?.urn);
  });

  it("tells the deploying gate alone where the connection for migrations is, and no gate the connection", async () => {
    const gates = async (stack: string) =>
      all(await recordSample(stack))
        .filter(({ inputs }) => inputs.variableName === "DATABASE_MIGRATION_SECRET_ARN")
        .map(({ inputs: { environment, value } }) => ({ environment, value }));
    const [gate, ...others] = await gates("production");
    expect(others).to.deep.equal([]);
    expect(gate?.environment).to.equal("production");
    expect(gate?.value).to.match(/^arn:aws:secretsmanager:.*database\/migrator/);
    expect(await gates("pr-7")).to.deep.equal([]);
  });

  it("lets the database in from both regions of production", async () => {
    const recording = await recordSample("production");
    const addresses = all(recording)
      .filter(({ type }) => type === "aws:ec2/eip:Eip")
      .map(({ outputs }) => outputs.publicIp as string);
    const project = all(recording).find(({ type }) => type === "neon:index:Project");
    expect(addresses).to.have.length(6);
    expect(JSON.stringify(revealMap(project?.inputs ?? {}, null))).to.satisfy((allowed: string) =>
      addresses.every((address) => allowed.includes(`"${address}`)),
    );
  });
});
