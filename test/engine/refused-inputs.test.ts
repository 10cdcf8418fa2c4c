import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { sandboxForEach } from "./support/fresh-sandbox";
import { describeEngine, type TemporarySandbox } from "./support/sandbox";

/** A topic, and a listener of which two inputs are wrong. */
function program(): Promise<Record<string, unknown>> {
  const provider = new aws.Provider("aws", {
    region: "eu-west-1",
    allowedAccountIds: ["111111111111"],
  });
  new aws.sns.Topic("topic", { name: "topic" }, { provider });
  new aws.lb.Listener(
    "listener",
    {
      loadBalancerArn: pulumi.secret("no-load-balancer-marker"),
      protocol: "HTTPZ",
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", statusCode: "1000" },
        },
      ],
    },
    { provider },
  );
  return Promise.resolve({});
}

describeEngine("what a service would refuse, on the engine", () => {
  let sandbox: TemporarySandbox;
  sandboxForEach((made) => (sandbox = made));

  /** What the engine says while it fails. */
  async function failing(
    operation: (onOutput: (text: string) => void) => Promise<unknown>,
  ): Promise<string> {
    let said = "";
    const failure = await operation((text) => (said += text)).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure, said).to.not.equal(undefined);
    return said;
  }

  it("stops preview and up with the property's path and the model, makes nothing and shows no secret", async () => {
    const { stack } = await sandbox.open("dev", program);
    const operations = [
      (onOutput: (text: string) => void) => stack.preview({ onOutput }),
      (onOutput: (text: string) => void) => stack.up({ onOutput }),
    ];
    for (const operation of operations) {
      const said = await failing(operation);
      expect(said).to.match(
        /resource 'listener': property protocol value \{HTTPZ\} has a problem: got "HTTPZ", expected one of "HTTP", "HTTPS",.* \(elbv2 ProtocolEnum, botocore [\d.]+\)/,
      );
      expect(said).to.match(
        /resource 'listener' has a problem: defaultActions\[0\]\.fixedResponse\.statusCode: got "1000"/,
      );
      expect(said).to.match(
        /resource 'listener' has a problem: loadBalancerArn: got \[secret\], expected an ARN/,
      );
      expect(said).to.not.include("marker");
    }
    const clouds = join(sandbox.folder, "clouds");
    const made = readdirSync(clouds, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".json"),
    );
    expect(made.map((file) => readFileSync(join(clouds, file), "utf8")).join("")).to.not.include(
      "listener",
    );
  });
});
