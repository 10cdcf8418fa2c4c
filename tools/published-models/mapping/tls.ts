import { type PackageMapping, unheld } from "./decision";

const key = { privateKeyPem: unheld("content") };
const subject = { "subject.commonName": unheld("text"), "subject.organization": unheld("text") };
const certificate = {
  "allowedUses[]": unheld("choice"),
  validityPeriodHours: unheld("number"),
};

/** The provider makes keys and certificates itself: only the types of its inputs are published. */
export const tlsMapping: PackageMapping = {
  "tls:index/certRequest:CertRequest": { from: [], paths: { ...key, ...subject } },
  "tls:index/locallySignedCert:LocallySignedCert": {
    from: [],
    paths: {
      ...certificate,
      earlyRenewalHours: unheld("number"),
      caCertPem: unheld("content"),
      caPrivateKeyPem: unheld("content"),
      certRequestPem: unheld("content"),
    },
  },
  "tls:index/privateKey:PrivateKey": {
    from: [],
    paths: { algorithm: unheld("choice"), rsaBits: unheld("number") },
  },
  "tls:index/selfSignedCert:SelfSignedCert": {
    from: [],
    paths: { ...key, ...subject, ...certificate },
  },
};
