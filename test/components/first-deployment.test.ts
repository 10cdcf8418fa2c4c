import { expect } from "chai";
import type { Registration } from "../../preview/run/recording";
import { revealMap } from "../../preview/report/tree";
import { Recorded } from "../support/record";
import { recordSample, sampleStacks } from "../support/sample";
import { some } from "../support/some";

type Stack = (typeof sampleStacks)[number];

const environments = sampleStacks.filter((stack) => stack !== "shared");
const service = "aws:ecs/service:Service";

/** A stack as the engine sees it: what has to stand before each resource is made. */
class Ordered extends Recorded {
  private readonly byUrn = new Map(this.all.map((resource) => [resource.urn, resource]));

  public static async of(stack: Stack): Promise<Ordered> {
    return new Ordered((await recordSample(stack)).registrations.values());
  }

  /** Types and names of all that stands before a resource. */
  public before({ urn }: Registration): Set<string> {
    const seen = new Set<string>();
    const visit = (next: string): void => {
      for (const dependency of this.byUrn.get(next)?.dependencies ?? []) {
        if (seen.has(dependency)) continue;
        seen.add(dependency);
        visit(dependency);
      }
    };
    visit(urn);
    return new Set([...seen].flatMap((each) => this.byUrn.get(each)?.name ?? []));
  }
}

describe("the first deployment of an environment", () => {
  for (const stack of environments) {
    describe(stack, () => {
      it("makes a public load balancer once the network has its way to the internet", async () => {
        const ordered = await Ordered.of(stack);
        for (const loadBalancer of ordered.ofType("aws:lb/loadBalancer:LoadBalancer")) {
          const before = [...ordered.before(loadBalancer)];
          expect(before, loadBalancer.name).to.satisfy(includesOne(/-public-.*-way-out$/));
          expect(before, loadBalancer.name).to.satisfy(includesOne(/-network-internet$/));
        }
      });

      it("starts tasks once they can fetch their image", async () => {
        const ordered = await Ordered.of(stack);
        for (const each of ordered.ofType(service)) {
          const before = [...ordered.before(each)];
          expect(before, each.name).to.satisfy(includesOne(/-private-.*-way-out$/));
          expect(before, each.name).to.satisfy(includesOne(/-private-.*-association$/));
        }
      });

      it("makes a service once its cluster has the capacity that it asks for", async () => {
        const ordered = await Ordered.of(stack);
        for (const each of ordered.ofType(service)) {
          expect([...ordered.before(each)], each.name).to.satisfy(includesOne(/-capacity$/));
        }
      });

      it("has the rights and the endpoint of a deployment hook before a service names it", async () => {
        const ordered = await Ordered.of(stack);
        const hooked = ordered
          .ofType(service)
          .filter(({ inputs }) => JSON.stringify(revealMap(inputs, "")).includes("hookTargetArn"));
        for (const each of hooked) {
          const before = [...ordered.before(each)];
          for (const name of [/-hook-caller-policy$/, /-hook-policy$/, /-hook-to-load-balancer$/]) {
            expect(before, each.name).to.satisfy(includesOne(name));
          }
        }
        expect(hooked.length > 0).to.equal(stack === "staging" || stack === "production");
      });

      it("pages a person before a service's own creation may wait for one", async () => {
        const ordered = await Ordered.of(stack);
        const waiting = ordered
          .ofType(service)
          .filter(({ inputs }) => JSON.stringify(revealMap(inputs, "")).includes("PAUSE"));
        for (const each of waiting) {
          const before = [...ordered.before(each)];
          for (const name of [/-approval-target$/, /-alerts-critical-policy$/]) {
            expect(before, each.name).to.satisfy(includesOne(name));
          }
        }
        expect(waiting.length > 0).to.equal(stack === "production");
      });

      it("leads visitors to tasks behind their login, and stops a cell once they are led away", async () => {
        const ordered = await Ordered.of(stack);
        const [live, ...others] = ordered
          .ofType("cloudflare:index/dnsRecord:DnsRecord")
          .filter(({ name }) => name.endsWith("-dns-live"));
        if (live === undefined) throw new Error("nothing is live");
        const before = [...ordered.before(live)];
        const scaled = ordered.ofType("aws:appautoscaling/target:Target");
        const scaledIn = (cell: string) => scaled.filter(({ name }) => name.includes(`-${cell}-`));
        expect([others.length, scaledIn("blue").length]).to.deep.equal([0, 2]);
        for (const { name } of scaledIn("blue")) expect(before).to.include(name);
        expect(before).to.satisfy(includesOne(/-login-admin$/));
        for (const each of scaledIn("green")) {
          expect([...ordered.before(each)], each.name).to.include(live.name);
        }
      });

      it("gives a topic to nobody who is not let in yet", async () => {
        const ordered = await Ordered.of(stack);
        for (const type of [
          "aws:budgets/budget:Budget",
          "aws:backup/vaultNotifications:VaultNotifications",
        ]) {
          for (const each of ordered.ofType(type)) {
            expect([...ordered.before(each)], each.name).to.satisfy(
              includesOne(/-warning-policy$/),
            );
          }
        }
      });

      it("starts no task before the secrets that it reads have a value", async () => {
        const ordered = await Ordered.of(stack);
        const versions = ordered.ofType("aws:secretsmanager/secretVersion:SecretVersion");
        const reads = ordered.ofType("aws:ecs/taskDefinition:TaskDefinition").flatMap((task) => {
          const definitions = JSON.stringify(revealMap(task.inputs, ""));
          return versions
            .filter(({ inputs }) => {
              const arn = (inputs.secretId as string).replace(/:[a-z]+-[a-z]+-\d:/, ":");
              return definitions.replaceAll(/:[a-z]+-[a-z]+-\d:/g, ":").includes(arn);
            })
            .map((version) => ({ task, version }));
        });
        for (const { task, version } of some(reads)) {
          expect([...ordered.before(task)], task.name).to.include(version.name);
        }
      });

      it("sets up the database's roles once their function may do so, and before anybody connects", async () => {
        const ordered = await Ordered.of(stack);
        const [setUp] = ordered.ofType("aws:lambda/invocation:Invocation");
        const before = [...ordered.before(setUp)];
        for (const name of [
          /-roles-policy$/,
          /-roles-role-policy$/,
          /-roles-to-database$/,
          /-roles-to-secrets$/,
          /-private-.*-way-out$/,
          stack === "pr-7" ? /-endpoint$/ : /-database$/,
        ]) {
          expect(before, stack).to.satisfy(includesOne(name));
        }

        const connecting = [
          ...ordered.ofType("cloudflare:index/hyperdriveConfig:HyperdriveConfig"),
          ...ordered
            .ofType("aws:ecs/taskDefinition:TaskDefinition")
            .filter(({ inputs }) => JSON.stringify(revealMap(inputs, "")).includes("database/app")),
        ];
        expect(connecting.length).to.be.greaterThan(1);
        for (const each of connecting) {
          expect([...ordered.before(each)], each.name).to.include(setUp.name);
        }
      });

      it("starts no task that may not write its log", async () => {
        const ordered = await Ordered.of(stack);
        const policies = ordered.ofType("aws:iam/rolePolicy:RolePolicy");
        for (const task of ordered.ofType("aws:ecs/taskDefinition:TaskDefinition")) {
          const { containerDefinitions } = revealMap(task.inputs, "");
          const [group] = /(?<="awslogs-group":")[^"]+/.exec(String(containerDefinitions)) ?? [];
          const execution = policies.find(
            ({ name }) => ordered.before(task).has(name) && name.endsWith("-execution-policy"),
          );
          const { policy } = revealMap(execution?.inputs ?? {}, "");
          expect(allowedLogGroups(String(policy)), task.name).to.satisfy((patterns: string[]) =>
            patterns.some((pattern) => matches(`${String(group)}:log-stream:any`, pattern)),
          );
        }
      });
    });
  }
});

function includesOne(pattern: RegExp): (names: readonly string[]) => boolean {
  return (names) => names.some((name) => pattern.test(name));
}

/** What follows `log-group:` in the resources that a policy lets logs be written to. */
function allowedLogGroups(policy: string): string[] {
  const { Statement } = JSON.parse(policy) as {
    Statement: { Action: string | string[]; Resource: string | string[] }[];
  };
  return Statement.filter(({ Action }) => [Action].flat().includes("logs:PutLogEvents"))
    .flatMap(({ Resource }) => Resource)
    .map((arn) => arn.slice(arn.indexOf(":log-group:") + ":log-group:".length));
}

function matches(text: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
