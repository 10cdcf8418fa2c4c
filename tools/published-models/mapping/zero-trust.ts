import { at, format, type PackageMapping, stated, unheld } from "./decision";

const session = stated(
  { pattern: "(?:\\d+(?:ns|us|µs|ms|s|m|h))+" },
  "Must be in the format `300ms` or `2h45m`. Valid time units are: ns, us (or µs), ms, s, m, h.",
);
const accessRules = "zero-trust/access/applications/policies";

/** Those of Cloudflare's that say who comes in. */
export const zeroTrustMapping: PackageMapping = {
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication": {
    from: [
      "zero-trust/access/applications/applications ApplicationCreateParams.SelfHostedApplication",
    ],
    paths: {
      "destinations[].uri": unheld("expression"),
      domain: unheld("expression"),
      name: unheld("text"),
      "policies[].id": unheld("reference"),
      "policies[].name": unheld("text"),
      "policies[].precedence": unheld("number"),
      sessionDuration: session,
    },
  },
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy": {
    from: ["zero-trust/access/policies PolicyCreateParams"],
    paths: {
      includes: at(`${accessRules} AccessRuleParam`),
      "includes[].email.email": format("e-mail address"),
      "mfaConfig.sessionDuration": stated(
        { pattern: "\\d+[mh]" },
        "Must be in minutes (m) or hours (h).",
      ),
      name: unheld("text"),
      "requires[].devicePosture.integrationUid": unheld("reference"),
      "requires[].ipList.id": unheld("reference"),
      sessionDuration: session,
    },
  },
  "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule": {
    from: ["zero-trust/devices/posture/posture PostureCreateParams"],
    paths: {
      name: unheld("text"),
    },
  },
  "cloudflare:index/zeroTrustList:ZeroTrustList": {
    from: ["zero-trust/gateway/lists/lists ListCreateParams"],
    paths: {
      "items[].value": format("IP address or network"),
      name: unheld("text"),
    },
  },
};
