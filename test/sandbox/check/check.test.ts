import { expect } from "chai";
import { Hidden, problemsOf, unknown } from "./support";

const service = "aws:ecs/service:Service";
const targetGroup = "aws:lb/targetGroup:TargetGroup";

function only(type: string, inputs: Readonly<Record<string, unknown>>): string {
  return problemsOf(type, inputs)
    .map(({ property, reason }) => `${property}: ${reason}`)
    .join("\n");
}

describe("the check of inputs", () => {
  it("misses what a resource can't be without, and says whose type says so", () => {
    expect(only("aws:backup/vaultPolicy:VaultPolicy", { backupVaultName: "vault" })).to.match(
      /^policy: got nothing, expected a value \(@pulumi\/aws \d/,
    );
  });

  it("misses it deep inside too, with the whole path", () => {
    expect(
      only(service, { deploymentConfiguration: {}, loadBalancers: [{ containerName: "a" }] }),
    ).to.match(/^loadBalancers\[0\]\.containerPort: got nothing/);
  });

  it("refuses a value that no service knows, and names the ones that there are", () => {
    expect(only(service, { deploymentConfiguration: { strategy: "BLUEGREEN" } })).to.match(
      /^deploymentConfiguration\.strategy: got "BLUEGREEN", expected one of "ROLLING", "BLUE_GREEN", "LINEAR", "CANARY" \(ecs DeploymentStrategy, botocore \d/,
    );
  });

  it("names the nearest where there are many", () => {
    const problems = problemsOf("aws:lambda/function:Function", {
      role: "arn:aws:iam::111111111111:role/a",
      runtime: "nodejs22.z",
    });
    expect(problems[0]?.expected).to.match(/^one of \d\d values, such as "nodejs22\.x"$/);
  });

  it("counts the characters of a name that is too long", () => {
    expect(only(targetGroup, { name: "a".repeat(33) })).to.match(
      /^name: got "a{33}" \(33 characters\), expected 1 to 32 characters/,
    );
  });

  it("counts the items of a list that is too long", () => {
    const inputs = {
      repository: "r",
      environment: "e",
      reviewers: [{ teams: [1, 2, 3, 4, 5, 6, 7] }],
    };
    expect(only("github:index/repositoryEnvironment:RepositoryEnvironment", inputs)).to.match(
      /^reviewers\[0\]\.teams: got \[1,2,3,4,5,6,7\] \(7 items\), expected at most 6 items/,
    );
  });

  it("refuses a number out of bounds, also one that is given as a text", () => {
    expect(only(targetGroup, { healthCheck: { interval: 4 } })).to.match(
      /got 4, expected 5 to 300/,
    );
    const configuration = { deploymentConfiguration: { bakeTimeInMinutes: "1441" } };
    expect(only(service, configuration)).to.match(/got "1441", expected 0 to 1440/);
  });

  it("refuses a fraction where a whole number is wanted", () => {
    expect(only(service, { desiredCount: 1.5 })).to.match(
      /desiredCount: got 1.5, expected a whole/,
    );
  });

  it("refuses letters that a name can't have", () => {
    expect(only(targetGroup, { name: "under_score" })).to.match(/expected a text that matches/);
  });

  it("refuses a network with bits beyond its prefix, and one that is none", () => {
    const vpc = "aws:ec2/vpc:Vpc";
    expect(only(vpc, { cidrBlock: "10.0.0.1/16" })).to.match(/^cidrBlock: got "10.0.0.1\/16"/);
    expect(only(vpc, { cidrBlock: "10.0.0.0/33" })).to.match(/^cidrBlock: /);
    expect(only(vpc, { cidrBlock: "10.0.0.0/16" })).to.equal("");
  });

  it("refuses a schedule that AWS can't read", () => {
    const plan = (schedule: string) =>
      only("aws:backup/plan:Plan", {
        rules: [{ ruleName: "daily", targetVaultName: "vault", schedule }],
      });
    expect(plan("cron(0 3 * * * *)")).to.match(
      /^rules\[0\]\.schedule: got "cron\(0 3 \* \* \* \*\)"/,
    );
    expect(plan("cron(0 3 * * ? *)")).to.equal("");
  });

  it("refuses a value of another type, but reads numbers out of texts as providers do", () => {
    expect(only(service, { desiredCount: "many" })).to.match(
      /^desiredCount: got "many", expected a number/,
    );
    expect(only(service, { loadBalancers: {} })).to.match(
      /^loadBalancers: got \{\}, expected a list/,
    );
    expect(only(service, { desiredCount: "2" })).to.equal("");
  });

  it("reads into the JSON of a task's containers", () => {
    const containers = [{ name: "a", logConfiguration: { logDriver: "aws-logs" } }];
    const inputs = { family: "a", containerDefinitions: JSON.stringify(containers) };
    expect(only("aws:ecs/taskDefinition:TaskDefinition", inputs)).to.match(
      /^containerDefinitions\[0\]\.logConfiguration\.logDriver: got "aws-logs", expected one of .*"awslogs"/,
    );
    const broken = { family: "a", containerDefinitions: "[{" };
    expect(only("aws:ecs/taskDefinition:TaskDefinition", broken)).to.match(
      /^containerDefinitions: got "\[\{", expected a JSON text/,
    );
  });

  it("holds the keys of tags against the service's limit", () => {
    expect(only("aws:sns/topic:Topic", { tags: { ["k".repeat(129)]: "v" } })).to.match(
      /^tags\.k{129}: got "k+… ?.*characters\), expected 1 to 128 characters/,
    );
  });

  it("says nothing of what is not known yet", () => {
    expect(only(service, { desiredCount: unknown, deploymentConfiguration: unknown })).to.equal("");
    expect(
      only("aws:backup/vaultPolicy:VaultPolicy", { backupVaultName: unknown, policy: unknown }),
    ).to.equal("");
  });

  it("shows nothing of a secret, neither the value nor its length nor what is near it", () => {
    const secret = "very-secret".repeat(10_000);
    const [long] = problemsOf("aws:secretsmanager/secretVersion:SecretVersion", {
      secretId: "secret",
      secretString: new Hidden(secret),
    });
    expect(long?.reason).to.match(/^got \[secret\], expected 1 to 65536 characters/);
    expect(long?.reason).to.not.match(/very|110000/);
    const [near] = problemsOf("aws:lambda/function:Function", {
      role: "arn:aws:iam::111111111111:role/a",
      runtime: new Hidden("python3.12x"),
    });
    expect(near?.reason).to.include("got [secret], expected one of").and.not.include("python");
  });

  it("says what is wrong in all places at once, once for each", () => {
    const inputs = { name: "under_score".repeat(4), healthCheck: { interval: 4, timeout: 1 } };
    expect(problemsOf(targetGroup, inputs).map(({ property }) => property)).to.have.members([
      "name",
      "healthCheck.interval",
      "healthCheck.timeout",
    ]);
  });

  it("passes what the tables don't have", () => {
    expect(only("aws:sqs/queue:Queue", { name: "" })).to.equal("");
    expect(only(service, { placementConstraints: 7 })).to.equal("");
  });
});
