import * as pulumi from "@pulumi/pulumi";
import { CertRequest } from "@pulumi/tls/certRequest";
import { LocallySignedCert } from "@pulumi/tls/locallySignedCert";
import { PrivateKey } from "@pulumi/tls/privateKey";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert";
import type { IdentitySpec } from "../../blueprint/environment";

export interface CallerAuthorityArgs {
  readonly identity: Pick<IdentitySpec, "product" | "stack">;
  /** Whether Pulumi refuses to delete or replace it. */
  readonly protectData: boolean;
}

/** What a caller proves itself by. */
export interface CallerCertificate {
  readonly certificatePem: pulumi.Output<string>;
  /** A secret. */
  readonly privateKeyPem: pulumi.Output<string>;
}

const year = 365 * 24;
/** Longer than anything that trusts it: another one would be trusted by nobody until each load balancer knew it. */
const authorityHours = 20 * year;
const certificateHours = year;
/** Any `up` in the second half of a certificate's year renews it. */
const renewalHours = year / 2;

/**
 * An environment's own certificate authority: its load balancers answer those alone who hold a certificate of it, which
 * are the environment's edge and its deployment hooks. Its key stands in the stack's state, encrypted, and nowhere else.
 */
export class CallerAuthority extends pulumi.ComponentResource {
  public readonly certificatePem: pulumi.Output<string>;
  private readonly privateKeyPem: pulumi.Output<string>;
  private readonly organization: string;

  public constructor(
    name: string,
    { identity: { product, stack }, protectData }: CallerAuthorityArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("platform:tls:CallerAuthority", name, {}, opts);
    // In another one's place it would be trusted by no load balancer at first, and the edge be turned away.
    const child = { parent: this, protect: protectData };
    this.organization = `${product} ${stack}`;

    const key = new PrivateKey(`${name}-key`, { algorithm: "RSA", rsaBits: 4096 }, child);
    const certificate = new SelfSignedCert(
      `${name}-certificate`,
      {
        privateKeyPem: key.privateKeyPem,
        subject: { organization: this.organization, commonName: `Callers of ${stack}` },
        isCaCertificate: true,
        setSubjectKeyId: true,
        allowedUses: ["cert_signing", "crl_signing"],
        validityPeriodHours: authorityHours,
      },
      child,
    );

    this.privateKeyPem = key.privateKeyPem;
    this.certificatePem = certificate.certPem;
    this.registerOutputs({ certificatePem: this.certificatePem });
  }

  /** @param caller - who presents the certificate, for those who read it. */
  public issue(name: string, caller: string, parent: pulumi.Resource): CallerCertificate {
    const child = { parent };
    // RSA of 2,048 bits is what the documents of both sides show, Cloudflare's and those of AWS.
    const key = new PrivateKey(`${name}-key`, { algorithm: "RSA", rsaBits: 2048 }, child);
    const request = new CertRequest(
      `${name}-request`,
      {
        privateKeyPem: key.privateKeyPem,
        subject: { organization: this.organization, commonName: caller },
      },
      child,
    );
    const certificate = new LocallySignedCert(
      `${name}-certificate`,
      {
        certRequestPem: request.certRequestPem,
        caCertPem: this.certificatePem,
        caPrivateKeyPem: this.privateKeyPem,
        allowedUses: ["digital_signature", "client_auth"],
        validityPeriodHours: certificateHours,
        earlyRenewalHours: renewalHours,
      },
      child,
    );
    return { certificatePem: certificate.certPem, privateKeyPem: key.privateKeyPem };
  }
}
