import type { ModelRequest, ResourceModel, ResourceModels } from "./model";

const validFrom = "2026-01-01T00:00:00Z";

/** The form of a PEM text around digits: nothing in a sandbox shakes hands. */
function pem(label: string, { hex }: ModelRequest): string {
  const body = Buffer.from(hex(64, label), "hex").toString("base64");
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
}

/** The provider renews what is old by another certificate in its place; here none grows old. */
const certificate: ResourceModel = (request) => {
  const lasts = Number(request.inputs.validityPeriodHours) * 3_600_000;
  return {
    id: request.hex(40),
    outputs: {
      certPem: pem("CERTIFICATE", request),
      readyForRenewal: false,
      validityStartTime: validFrom,
      validityEndTime: new Date(Date.parse(validFrom) + lasts).toISOString(),
    },
  };
};

export const resourceModels: ResourceModels = {
  "tls:index/certRequest:CertRequest": (request) => ({
    id: request.hex(40),
    outputs: { certRequestPem: pem("CERTIFICATE REQUEST", request), keyAlgorithm: "RSA" },
  }),
  "tls:index/locallySignedCert:LocallySignedCert": certificate,
  "tls:index/privateKey:PrivateKey": (request) => ({
    id: request.hex(40),
    outputs: {
      privateKeyPem: pem("RSA PRIVATE KEY", request),
      privateKeyPemPkcs8: pem("PRIVATE KEY", request),
      privateKeyOpenssh: pem("OPENSSH PRIVATE KEY", request),
      publicKeyPem: pem("PUBLIC KEY", request),
    },
    secretOutputs: ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"],
  }),
  "tls:index/selfSignedCert:SelfSignedCert": certificate,
};
