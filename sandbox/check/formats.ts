import * as ipaddr from "ipaddr.js";
import { isMap } from "../../providers/server/wire";
import { isCloudWatchCron, isSchedule } from "./cron";
import { parsed } from "./json-text";

/** A form that texts have, in words and as a test. */
export interface Format {
  readonly expected: string;
  /** Where the form is published. */
  readonly publishedIn: string;
  readonly accepts: (text: string) => boolean;
}

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const hostName = new RegExp(`^${label}(?:\\.${label})+$`, "i");
const recordName = new RegExp(`^(?:\\*\\.)?(?:_?${label}\\.)+${label}$`, "i");

const timezones = new Map<string, boolean>();

/** Forms by name. */
const formats = {
  arn: {
    expected: "an ARN, arn:partition:service:region:account:resource",
    publishedIn: "AWS IAM User Guide, ARN format",
    accepts: matches(/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|aws)?:.+$/),
  },
  "availability zone": {
    expected: "an availability zone such as eu-west-1a",
    publishedIn: "Amazon EC2 User Guide, Availability Zones",
    accepts: matches(/^[a-z]{2}(?:-[a-z]+)+-\d[a-z]$/),
  },
  "bucket name": {
    expected:
      "3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit, no two dots together and no IP address",
    publishedIn: "Amazon S3 User Guide, General purpose bucket naming rules",
    accepts: (text) =>
      /^[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/.test(text) &&
      !/^\d+(?:\.\d+){3}$/.test(text),
  },
  "cron or rate": {
    expected: "cron(minutes hours day-of-month month day-of-week year), rate(…) or at(…)",
    publishedIn: "Amazon EventBridge User Guide, Cron expressions",
    accepts: isSchedule,
  },
  "five-field cron": {
    expected: "cron(minutes hours day-of-month month day-of-week) or at(…)",
    publishedIn: "Amazon CloudWatch API Reference, Schedule",
    accepts: isCloudWatchCron,
  },
  "IPv4 network": {
    expected: "an IPv4 network such as 10.0.0.0/16 whose address has no bit beyond the prefix",
    publishedIn: "RFC 4632",
    accepts: (text) => isNetwork(text, "ipv4"),
  },
  "IP network": {
    expected:
      "an IPv4 or IPv6 network such as 10.0.0.0/16 whose address has no bit beyond the prefix",
    publishedIn: "RFC 4632, RFC 4291",
    accepts: (text) => isNetwork(text, "ipv4") || isNetwork(text, "ipv6"),
  },
  "IP address or network": {
    expected: "an IPv4 or IPv6 address or network",
    publishedIn: "RFC 4632, RFC 4291",
    accepts: (text) =>
      isNetwork(text, "ipv4") ||
      isNetwork(text, "ipv6") ||
      ipaddr.IPv4.isValidFourPartDecimal(text) ||
      ipaddr.IPv6.isValid(text),
  },
  "Cloudflare id": {
    expected: "32 hexadecimal digits",
    publishedIn: "cloudflare, the API's examples of identifiers",
    accepts: matches(/^[0-9a-f]{32}$/),
  },
  date: {
    expected: "a date such as 2026-06-01",
    publishedIn: "ISO 8601",
    accepts: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isMoment(`${text}T00:00:00Z`, text),
  },
  duration: {
    expected: "a duration such as PT11H",
    publishedIn: "ISO 8601",
    accepts: matches(/^P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/),
  },
  "e-mail address": {
    expected: "an e-mail address",
    publishedIn: "RFC 5321",
    accepts: (text) => {
      const [, domain] = /^[^\s@]{1,64}@([^\s@]+)$/.exec(text) ?? [];
      return domain !== undefined && hostName.test(domain);
    },
  },
  "host name": {
    expected: "a host name: labels of at most 63 letters, digits and hyphens",
    publishedIn: "RFC 1123",
    accepts: (text) => text.length <= 253 && hostName.test(text),
  },
  "record name": {
    expected: "a host name, whose labels may begin with _ and whose first may be *",
    publishedIn: "RFC 2181, RFC 4592",
    accepts: (text) => text.length <= 253 && recordName.test(text),
  },
  "IAM policy": {
    expected:
      "a policy document: Version, and Statements with Effect Allow or Deny, Action or NotAction",
    publishedIn: "AWS IAM User Guide, Grammar of the IAM JSON policy language",
    accepts: isPolicy,
  },
  JSON: {
    expected: "a JSON text",
    publishedIn: "RFC 8259",
    accepts: (text) => parsed(text) !== undefined,
  },
  origin: {
    expected: "an origin such as https://example.com, or *",
    publishedIn: "RFC 6454",
    accepts: (text) => text === "*" || (/^https?:\/\/[^/]+$/.test(text) && URL.canParse(text)),
  },
  "PEM certificates": {
    expected: "certificates in PEM",
    publishedIn: "RFC 7468",
    accepts: matches(
      /^(?:-----BEGIN CERTIFICATE-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END CERTIFICATE-----\n?)+$/,
    ),
  },
  "time zone": {
    expected: "a time zone of the IANA database such as Africa/Abidjan",
    publishedIn: "IANA Time Zone Database",
    accepts: isTimezone,
  },
  timestamp: {
    expected: "a time such as 2026-06-01T00:00:00Z",
    publishedIn: "RFC 3339",
    accepts: (text) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) &&
      isMoment(text, text.slice(0, 10)),
  },
  URL: {
    expected: "an http or https URL",
    publishedIn: "RFC 3986",
    accepts: (text) => /^https?:\/\/[^\s/]/.test(text) && URL.canParse(text),
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof formats;

export function formatNamed(name: string): Format | undefined {
  return name in formats ? formats[name as FormatName] : undefined;
}

function matches(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

function isNetwork(text: string, family: "ipv4" | "ipv6"): boolean {
  const parser = family === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  if (family === "ipv4" && !/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text)) return false;
  if (!parser.isValidCIDR(text)) return false;
  const [address = ""] = text.split("/");
  return parser.networkAddressFromCIDR(text).toString() === parser.parse(address).toString();
}

/** A day that the month does not have moves into the next. */
function isMoment(text: string, day: string): boolean {
  const time = Date.parse(text);
  return (
    !Number.isNaN(time) &&
    !Number.isNaN(Date.parse(day)) &&
    new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
  );
}

function isTimezone(text: string): boolean {
  let known = timezones.get(text);
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: text });
      known = !/^[+-]/.test(text);
    } catch {
      known = false;
    }
    timezones.set(text, known);
  }
  return known;
}

function isPolicy(text: string): boolean {
  const document = parsed(text);
  if (!isMap(document) || !["2012-10-17", "2008-10-17"].includes(String(document.Version)))
    return false;
  const statements: unknown[] = Array.isArray(document.Statement)
    ? document.Statement
    : [document.Statement];
  return (
    statements.length > 0 &&
    statements.every(
      (statement) =>
        isMap(statement) &&
        ["Allow", "Deny"].includes(String(statement.Effect)) &&
        "Action" in statement !== "NotAction" in statement,
    )
  );
}
