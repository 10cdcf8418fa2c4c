import { expect } from "chai";
import * as fc from "fast-check";
import { compareReports } from "../../../preview/compare/compare";
import type { ResourceChange, StackComparison } from "../../../preview/compare/comparison";
import type { Report } from "../../../preview/report/report";
import { arbitraryReport, reordered } from "../../support/arbitrary-report";
import { report, StackBuilder } from "../../support/reports";
import { sampleReport } from "../../support/sample-report";

/** One stack before and after, each built by a function. */
function compareStack(
  base: (builder: StackBuilder) => void,
  head: (builder: StackBuilder) => void,
): StackComparison {
  const build = (fill: (builder: StackBuilder) => void): Report => {
    const builder = new StackBuilder("dev");
    fill(builder);
    return report(builder);
  };
  const [stack] = compareReports(build(base), build(head)).stacks;
  if (stack === undefined) throw new Error("no stack was compared");
  return stack;
}

const told = ({ changes }: StackComparison): string[] =>
  changes.map(({ kind, resource }) => `${kind} ${resource.name}`);

const only = ({ changes }: StackComparison): ResourceChange => {
  const [change, ...others] = changes;
  if (change === undefined || others.length > 0) {
    throw new Error(`expected one change, got ${String(changes.length)}`);
  }
  return change;
};

const vpc =
  (cidrBlock: string, more = {}) =>
  (builder: StackBuilder) => {
    builder.resource("aws:ec2/vpc:Vpc", "main", { inputs: { cidrBlock, ...more } });
  };

describe("compareReports", () => {
  it("finds nothing between a report and itself", () => {
    fc.assert(
      fc.property(arbitraryReport, (given) => {
        const { stacks, attention } = compareReports(given, structuredClone(given));
        expect(attention).to.deep.equal([]);
        expect(stacks).to.have.length(given.stacks.length);
        for (const { status, changes } of stacks) {
          expect(status).to.equal("unchanged");
          expect(changes).to.deep.equal([]);
        }
      }),
    );
  });

  it("says the same whatever order resources and verdicts stand in", () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, (base, head) => {
        const expected = compareReports(base, head);
        expect(compareReports(reordered(base), head)).to.deep.equal(expected);
        expect(compareReports(base, reordered(head))).to.deep.equal(expected);
      }),
    );
  });

  it("counts every resource of the head exactly once", () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, (base, head) => {
        const { stacks } = compareReports(base, head);
        for (const { stack, resources } of head.stacks) {
          const found = stacks.find((s) => s.stack === stack);
          const touched = found?.changes.filter(({ kind }) => kind !== "deleted") ?? [];
          expect(touched.length + (found?.unchanged ?? 0)).to.equal(resources.length);
        }
      }),
    );
  });

  it("tells what is created and what is deleted", () => {
    const comparison = compareStack(
      (b) => b.resource("aws:sns/topic:Topic", "old", { inputs: { name: "old" } }),
      (b) => b.resource("aws:sqs/queue:Queue", "new", { inputs: { name: "new" } }),
    );
    expect(told(comparison)).to.deep.equal(["deleted old", "created new"]);
    expect(comparison.unchanged).to.equal(1);
  });

  it("tells a change in place from one that may replace", () => {
    const inPlace = only(compareStack(vpc("10.0.0.0/16"), vpc("10.0.0.0/16", { tags: {} })));
    expect(inPlace.kind).to.equal("changed");
    const replacing = only(compareStack(vpc("10.0.0.0/16"), vpc("10.1.0.0/16")));
    expect(replacing.kind).to.equal("replaced");
    expect(replacing.identity).to.deep.equal(["cidrBlock"]);
  });

  it("does not call a new revision a replacement", () => {
    const task = (family: string) => (b: StackBuilder) =>
      b.resource("aws:ecs/taskDefinition:TaskDefinition", "task", { inputs: { family } });
    expect(only(compareStack(task("a"), task("b"))).kind).to.equal("changed");
  });

  it("shows when protection, provider or parent changes", () => {
    const bucket = (protect: boolean, provider: string) => (b: StackBuilder) =>
      b.resource("aws:s3/bucket:Bucket", "files", { protect, provider });
    const { options } = only(compareStack(bucket(true, "one::1"), bucket(false, "two::1")));
    expect(options).to.deep.equal([
      { kind: "changed", path: "protect", before: true, after: false },
      { kind: "changed", path: "provider", before: "one::1", after: "two::1" },
    ]);
  });

  it("leaves out what a resource only depends on", () => {
    const topic = (dependencies: string[]) => (b: StackBuilder) =>
      b.resource("aws:sns/topic:Topic", "alerts", { dependencies });
    expect(told(compareStack(topic([]), topic(["urn:pulumi:x"])))).to.deep.equal([]);
  });

  it("shows what the stack exports", () => {
    const { properties } = only(
      compareStack(
        (b) => b.outputs({ url: "https://a" }),
        (b) => b.outputs({ url: "https://b" }),
      ),
    );
    expect(properties.map(({ path }) => path)).to.deep.equal(["outputs.url"]);
  });

  it("names the components around a change, the outermost first", () => {
    const nested = (min: number) => (b: StackBuilder) => {
      const cell = b.component("platform:aws:Cell", "blue");
      const service = b.component("platform:aws:ContainerService", "admin", cell);
      b.resource("aws:ecs/service:Service", "service", { parent: service, inputs: { min } });
    };
    const { within } = only(compareStack(nested(1), nested(2)));
    expect(within.map(({ name }) => name)).to.deep.equal(["blue", "admin"]);
  });

  describe("with a resource under another URN", () => {
    const service = (component: string) => (b: StackBuilder) => {
      const parent = b.component("platform:aws:ContainerService", component);
      const add = (type: string, role: string, inputs: object) =>
        b.resource(type, `${component}-${role}`, { parent, inputs: { ...inputs } });
      add("aws:ecs/service:Service", "service", { name: "production-admin" });
      add("random:index/randomPassword:RandomPassword", "password", { length: 32 });
      add("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "ingress", {
        securityGroupId: component === "admin" ? "sg-0123456789abcdef0" : "sg-fedcba9876543210f",
      });
    };

    it("says that a renamed component moved, with all it holds", () => {
      expect(told(compareStack(service("admin"), service("office")))).to.have.members([
        "moved office",
        "moved office-service",
        "moved office-password",
        "moved office-ingress",
      ]);
    });

    it("says that a resource moved into a component", () => {
      const comparison = compareStack(
        (b) => b.resource("aws:sns/topic:Topic", "alerts"),
        (b) => {
          const parent = b.component("platform:aws:Alerts", "alerting");
          b.resource("aws:sns/topic:Topic", "alerts", { parent });
        },
      );
      expect(told(comparison)).to.have.members(["created alerting", "moved alerts"]);
      expect(comparison.changes.flatMap(({ options }) => options)).to.deep.equal([]);
    });

    it("keeps apart what has neither name nor component in common", () => {
      const password = (name: string) => (b: StackBuilder) =>
        b.resource("random:index/randomPassword:RandomPassword", name, { inputs: { length: 32 } });
      expect(told(compareStack(password("a"), password("b")))).to.have.members([
        "deleted a",
        "created b",
      ]);
    });
  });

  describe("with stacks that only one side has", () => {
    const [dev, staging] = [new StackBuilder("dev"), new StackBuilder("staging")];

    it("says which stack is new and which is gone, the gone ones last", () => {
      const { stacks } = compareReports(report(dev), report(staging));
      expect(stacks.map(({ stack, status }) => `${status} ${stack}`)).to.deep.equal([
        "added staging",
        "removed dev",
      ]);
    });
  });

  describe("with verdicts", () => {
    type Status = Parameters<StackBuilder["verdict"]>[1];
    const judged =
      (status: Status, level: "mandatory" | "advisory" = "mandatory") =>
      (b: StackBuilder) =>
        b.verdict("tags-require", status, { level });
    const verdicts = (base: (b: StackBuilder) => void, head: (b: StackBuilder) => void) =>
      compareStack(base, head).verdicts;

    it("tells new violations from old ones", () => {
      expect(verdicts(judged("passed"), judged("violated")).violated).to.have.length(1);
      expect(verdicts(judged("violated"), judged("violated")).violated).to.have.length(0);
    });

    it("tells what is fixed", () => {
      expect(verdicts(judged("violated"), judged("passed")).fixed).to.have.length(1);
    });

    it("does not call fixed what is waived, unknown or no longer judged", () => {
      expect(verdicts(judged("violated"), judged("waived")).fixed).to.have.length(0);
      expect(verdicts(judged("violated"), judged("could-not-evaluate")).fixed).to.have.length(0);
      const dropped = verdicts(judged("violated"), () => undefined);
      expect(dropped.fixed).to.have.length(0);
      expect(dropped.droppedRules).to.deep.equal(["tags-require"]);
    });

    it("tells what is newly waived, newly unknown and made advisory", () => {
      expect(verdicts(judged("violated"), judged("waived")).waived).to.have.length(1);
      const unknown = verdicts(judged("passed"), judged("could-not-evaluate"));
      expect(unknown.unevaluated).to.have.length(1);
      const weakened = verdicts(judged("passed"), judged("passed", "advisory"));
      expect(weakened.weakenedRules).to.deep.equal(["tags-require"]);
    });

    it("tells of a resource what is the same of another already", () => {
      const both = (one: Status, other: Status) => (b: StackBuilder) =>
        b
          .verdict("tags-require", one, { urn: "one" })
          .verdict("tags-require", other, { urn: "other" });
      const changes = [
        ["violated", verdicts(both("violated", "passed"), both("violated", "violated")).violated],
        ["fixed", verdicts(both("violated", "violated"), both("violated", "passed")).fixed],
        ["waived", verdicts(both("waived", "violated"), both("waived", "waived")).waived],
        [
          "unknown",
          verdicts(
            both("could-not-evaluate", "passed"),
            both("could-not-evaluate", "could-not-evaluate"),
          ).unevaluated,
        ],
      ] as const;
      for (const [what, told] of changes) {
        expect(
          told.map(({ urn }) => urn),
          what,
        ).to.deep.equal(["other"]);
      }
    });

    it("follows a resource that moved", () => {
      const topic = (parentName: string) => (b: StackBuilder) => {
        const parent = b.component("platform:aws:Alerts", parentName);
        const urn = b.resource("aws:sns/topic:Topic", `${parentName}-topic`, {
          parent,
          inputs: { name: "alerts" },
        });
        b.verdict("tags-require", "violated", { urn });
      };
      expect(verdicts(topic("a"), topic("b")).violated).to.have.length(0);
    });
  });

  it("reads twice as much for twice as many resources", () => {
    const reads = (services: number): number => {
      const names = Array.from({ length: services }, (_, i) => `service-${String(i)}`);
      const counter = { reads: 0 };
      compareReports(
        counted(sampleReport({ services: names }), counter),
        counted(
          sampleReport({ services: names.map((name) => `${name}-new`), backupDays: 30 }),
          counter,
        ),
      );
      return counter.reads;
    };
    const [small, big] = [reads(10), reads(20)];
    expect(big / small).to.be.lessThan(2.2);
  });
});

/** The same object, which counts how often a property of it or of what it holds is read. */
function counted<Target>(target: Target, counter: { reads: number }): Target {
  if (typeof target !== "object" || target === null) return target;
  return new Proxy(target, {
    get(object, key): unknown {
      counter.reads += 1;
      return counted<unknown>(Reflect.get(object, key), counter);
    },
  });
}
