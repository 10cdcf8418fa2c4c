import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import program = require("../../index");
import type { Program } from "../../engine/connections";
import { deployed } from "./support/deployed";
import { changesOf, operate } from "./support/operation";
import { describeEngine } from "./support/sandbox";

const issued = "tls:index/locallySignedCert:LocallySignedCert";
const presented =
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate";

interface Declared {
  readonly type: string;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

interface State {
  readonly deployment: { readonly resources: readonly Declared[] };
}

describeEngine("what callers of a load balancer prove themselves by", () => {
  it("is renewed at the edge before the one before goes, and no load balancer hears of it", async () => {
    const sandbox = await deployed("dev");
    const comeOfAge: Program = () => {
      pulumi.runtime.registerStackTransformation(({ type, props, opts }) => ({
        props: type === issued ? { ...props, validityPeriodHours: 1 } : props,
        opts,
      }));
      return program();
    };
    const { stack } = await sandbox.open("dev", comeOfAge);
    // The monitor that watches every sandbox minds a moment without a certificate.
    const renewal = await operate(stack, "up");
    expect(changesOf(renewal)).to.deep.equal([
      "replace aws:secretsmanager/secretVersion:SecretVersion dev-blue-hook-certificate-version",
      `replace ${presented} dev-origin-pulls-zone-certificate`,
      `replace ${issued} dev-blue-hook-certificate`,
      `replace ${issued} dev-origin-pulls-edge-certificate`,
    ]);
    const order = renewal.steps.filter(({ type }) => type === presented);
    expect(order.map(({ operation }) => operation)).to.deep.equal([
      "create-replacement",
      "replace",
      "delete-replaced",
    ]);
    const exported = (await stack.exportStack()) as State;
    const { resources } = exported.deployment;
    const trusted = resources.find(({ type }) => type === "aws:s3/bucketObjectv2:BucketObjectv2");
    // What the trust store reads, and so the listener after it, waits until the edge presents.
    expect(trusted?.propertyDependencies?.content?.map((urn) => urn.split("::").at(-1))).to.include(
      "dev-origin-pulls-zone",
    );
    sandbox.dispose();
  });
});
