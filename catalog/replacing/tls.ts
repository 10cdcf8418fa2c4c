const subjects = ["dnsNames", "ipAddresses", "privateKeyPem", "subject", "uris"];
const certificate = ["allowedUses", "isCaCertificate", "maxPathLength", "setSubjectKeyId"];

/**
 * Read from terraform-provider-tls 4.2.1, and of the write-only keys, which are younger, from their own documentation. A
 * certificate is also replaced once its time to renew has come (`readyForRenewal`).
 */
export const tls: Readonly<Record<string, readonly string[]>> = {
  "tls:index/certRequest:CertRequest": [...subjects, "privateKeyPemWoVersion"],
  "tls:index/locallySignedCert:LocallySignedCert": [
    ...certificate,
    "caCertPem",
    "caPrivateKeyPem",
    "caPrivateKeyPemWoVersion",
    "certRequestPem",
    "validityPeriodHours",
  ],
  "tls:index/privateKey:PrivateKey": ["algorithm", "ecdsaCurve", "rsaBits"],
  "tls:index/selfSignedCert:SelfSignedCert": [
    ...certificate,
    ...subjects,
    "privateKeyPemWoVersion",
    "setAuthorityKeyId",
    "validityPeriodHours",
  ],
};
