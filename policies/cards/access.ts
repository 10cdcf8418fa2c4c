import { isIpv4, isPublic, rangeAt } from "../reach/ranges";
import { between, type Cards, type Described, installed } from "./card";

const somebodys: Described = {
  text: "public addresses, 65,536 at most or one provider's share of IPv6",
  has: (value) => {
    if (typeof value !== "string") return false;
    const range = rangeAt(value);
    const most = isIpv4(range) ? 2n ** 16n : 2n ** 96n;
    return isPublic(range) && range.to - range.from < most;
  },
};

const employers: Described = {
  text: "domains that are no mail provider's",
  has: (value) =>
    !/^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|icloud|gmx|proton(?:mail)?|mail)\.\w+$/i.test(
      String(value),
    ),
};

/** Who may come in: logins at the edge, and certificates that callers prove themselves by. */
export const accessCards: Cards = {
  "aws:lb/trustStore:TrustStore": {
    judged: "tags",
    own: "caCertificatesBundleS3Bucket caCertificatesBundleS3Key caCertificatesBundleS3ObjectVersion",
    called: "name",
  },
  "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls": {
    judged: "zoneId configs { hostname }",
    own: "configs { certId }",
    must: [["configs.enabled", true, "the load balancer would answer the edge no more"]],
  },
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate": {
    judged: "zoneId",
    own: "certificate privateKey",
  },
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate":
    { judged: "zoneId", own: "certificate privateKey" },
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings": {
    judged: "zoneId",
    must: [["enabled", true, "the load balancers would answer the edge no more"]],
  },
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication": {
    judged: "accountId destinations { uri } domain sessionDuration",
    own: "policies { id }",
    must: [
      ["type", "self_hosted", "another kind leads to other hosts"],
      ["destinations.type", "public", "another kind leads into private networks"],
    ],
    only: [
      ["allowAuthenticateViaWarp", false, "a device would be enough, and asks nobody"],
      ["policies.decision", "bypass", "whom it lets in stands in policies of their own"],
    ],
    called: "name appLauncherVisible policies { name precedence }",
    free: { "rules name the paths that pass by everybody": "policies { includes { everyone } }" },
  },
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy": {
    judged: "accountId decision sessionDuration mfaConfig { allowedAuthenticators }",
    own: "requires { devicePosture { integrationUid } ipList { id } }",
    only: [
      ["decision", ["allow", "bypass", "deny"], "a machine's token would do for a person"],
      ["includes.emailDomain.domain", employers, "whoever likes has such an address"],
      ["mfaConfig.sessionDuration", ["1h", "30m", "15m"], "a lost device is good until then"],
      [
        "mfaConfig.allowedAuthenticators",
        ["biometrics", "security_key", "totp"],
        "another one is no second factor",
      ],
    ],
    called: "name",
    free: { "the settings say who has which role": "includes { email { email } group { id } }" },
  },
  "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule": {
    judged: "accountId",
    must: [["type", ["gateway", "warp"], "another kind believes what a device says of itself"]],
    called: "name description",
  },
  "cloudflare:index/zeroTrustList:ZeroTrustList": {
    judged: "accountId",
    must: [
      ["type", "IP", "policies ask it for addresses"],
      ["items.value", somebodys, "a list of half the internet lists nobody"],
    ],
    called: "name description",
  },
  "pulumi:providers:tls": {
    free: { [installed]: "version" },
  },
  "tls:index/certRequest:CertRequest": {
    own: "privateKeyPem",
    called: "subject { commonName organization }",
  },
  "tls:index/locallySignedCert:LocallySignedCert": {
    own: "caCertPem caPrivateKeyPem certRequestPem",
    must: [
      ["allowedUses", ["digital_signature", "client_auth"], "a caller could sign for others"],
      ["validityPeriodHours", between(720, 8784), "a key that leaks is good until then"],
      ["earlyRenewalHours", between(720, 8784), "it would end before somebody renews it"],
    ],
    only: [["isCaCertificate", false, "a caller could sign for others"]],
  },
  "tls:index/privateKey:PrivateKey": {
    must: [["algorithm", ["RSA", "ECDSA", "ED25519"], "nobody knows another"]],
    only: [["rsaBits", between(2048, 8192), "a shorter one can be broken"]],
  },
  "tls:index/selfSignedCert:SelfSignedCert": {
    own: "privateKeyPem",
    must: [
      ["allowedUses", ["cert_signing", "crl_signing"], "it only signs, and calls nobody"],
      ["validityPeriodHours", between(8784, 180_000), "it ends never, or while somebody needs it"],
    ],
    called: "subject { commonName organization } setSubjectKeyId",
    free: { "only its own environment's load balancers trust it": "isCaCertificate" },
  },
};
