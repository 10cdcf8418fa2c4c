import { expect } from "chai";
import type { Registration } from "../../../preview/run/recording";
import { recordSample } from "../../support/sample";

const version = "aws:secretsmanager/secretVersion:SecretVersion";
const task = "aws:ecs/taskDefinition:TaskDefinition";

describe("a task that reads a secret", () => {
  it("is declared once the secret has its value", async () => {
    const { registrations } = await recordSample("production");
    const all = [...registrations.values()];
    const pairs = all
      .filter(({ type }) => type === task)
      .flatMap((reader) =>
        all
          .filter(({ type, inputs }) => type === version && names(reader, inputs.secretId))
          .map((value) => ({ reader, value })),
      );
    expect(pairs).to.have.length.above(1);
    for (const { reader, value } of pairs) {
      expect(
        [...before(reader, registrations)],
        `${reader.name} waits for ${value.name}`,
      ).to.include(value.urn);
    }
  });
});

function names({ inputs }: Registration, arn: unknown): boolean {
  return typeof arn === "string" && JSON.stringify(inputs.containerDefinitions).includes(arn);
}

/** Everything that is made before it, step by step. */
function before(
  resource: Registration,
  all: ReadonlyMap<string, Registration>,
  known = new Set<string>(),
): ReadonlySet<string> {
  for (const urn of resource.dependencies) {
    const next = all.get(urn);
    if (next === undefined || known.has(urn)) continue;
    known.add(urn);
    before(next, all, known);
  }
  return known;
}
