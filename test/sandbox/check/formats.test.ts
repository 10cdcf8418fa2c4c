import { expect } from "chai";
import fc from "fast-check";
import { isCloudWatchCron, isSchedule } from "../../../sandbox/check/cron";
import { formatNamed } from "../../../sandbox/check/formats";

/** Texts that a form takes and texts that it does not. */
const examples: Readonly<Record<string, readonly [yes: readonly string[], no: readonly string[]]>> =
  {
    arn: [
      [
        "arn:aws:s3:::bucket",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "arn:aws-cn:sns:cn-north-1:111111111111:topic",
      ],
      ["bucket", "arn:aws:s3:::", "arn:aws:iam::1234:role/a", "arn:gcp:s3:::bucket"],
    ],
    "availability zone": [
      ["eu-west-1a", "us-gov-east-1b"],
      ["eu-west-1", "euw1-az1", "eu-west-1aa"],
    ],
    "bucket name": [
      ["a-bucket", "a.b.c", "123"],
      ["ab", "A-bucket", "a_b", "-ab", "ab-", "a..b", "192.168.5.4", "a".repeat(64)],
    ],
    "IPv4 network": [
      ["10.0.0.0/8", "0.0.0.0/0", "10.1.2.3/32"],
      ["10.0.0.1/8", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "256.0.0.0/8", "::/0", ""],
    ],
    "IP network": [
      ["10.0.0.0/8", "2400:cb00::/32", "::/0"],
      ["2400:cb00::1/32", "2400:cb00::/129", "2400:cb00::"],
    ],
    "IP address or network": [
      ["10.0.0.1", "10.0.0.0/8", "::1", "2400:cb00::/32"],
      ["10.0.0", "10.0.0.1/8", "host", "1"],
    ],
    "Cloudflare id": [
      ["20e00000000000000000000000000001"],
      ["20E00000000000000000000000000001", "20e0", "zone"],
    ],
    date: [
      ["2026-06-01", "2028-02-29"],
      ["2026-02-29", "2026-13-01", "2026-6-1", "today"],
    ],
    duration: [
      ["PT11H", "P2DT12H", "P15D"],
      ["PT", "P", "11H", "PT11"],
    ],
    "e-mail address": [
      ["operations@example.com"],
      ["operations", "operations@", "a b@example.com", "a@localhost", "a@b@example.com"],
    ],
    "host name": [
      ["a.example.com", "xn--bcher-kva.example"],
      ["example", "a..com", "-a.com", "*.example.com", `${"a".repeat(64)}.com`, "a_b.com"],
    ],
    "record name": [
      ["a.example.com", "*.example.com", "_acme.a.example.com"],
      ["a.*.example.com", "a b.com", "a.com."],
    ],
    "IAM policy": [
      [
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
        '{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}}',
      ],
      [
        "{",
        "[]",
        '{"Version":"2012-10-17","Statement":[]}',
        '{"Version":"2020-01-01","Statement":[{"Effect":"Allow","Action":"s3:*"}]}',
        '{"Version":"2012-10-17","Statement":[{"Effect":"allow","Action":"s3:*"}]}',
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}',
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a","NotAction":"b"}]}',
      ],
    ],
    JSON: [
      ["{}", "[1]", "null"],
      ["{", "", "{a:1}"],
    ],
    origin: [
      ["https://example.com", "http://localhost:3000", "*"],
      ["example.com", "https://example.com/", "https://"],
    ],
    "PEM certificates": [
      ["-----BEGIN CERTIFICATE-----\nMIIF\n-----END CERTIFICATE-----\n"],
      ["MIIF", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"],
    ],
    "time zone": [
      ["Africa/Abidjan", "Etc/UTC"],
      ["Africa/Yamoussoukro", "+01:00", ""],
    ],
    timestamp: [
      ["2026-11-28T00:00:00Z", "2026-11-28T00:00:00.5+01:00"],
      ["2026-11-28", "2026-02-30T00:00:00Z", "2026-11-28 00:00:00Z", "2026-11-28T25:00:00Z"],
    ],
    URL: [
      ["https://token.actions.githubusercontent.com", "http://a/b"],
      ["token.actions.githubusercontent.com", "ftp://a", "https://"],
    ],
    "cron or rate": [
      ["cron(0 3 * * ? *)", "rate(5 minutes)", "at(2026-06-01T00:00:00)"],
      ["0 3 * * ? *", "every day"],
    ],
    "five-field cron": [
      ["cron(0 20 * * *)", "cron(0 2 * * SUN)"],
      ["cron(0 20 * * ? *)", "0 20 * * *"],
    ],
  };

describe("forms of text", () => {
  for (const [name, [yes, no]] of Object.entries(examples)) {
    it(`tell ${formatNamed(name)?.expected ?? name}`, () => {
      const accepts = formatNamed(name)?.accepts;
      expect(yes.filter((text) => accepts?.(text) !== true)).to.deep.equal([]);
      expect(no.filter((text) => accepts?.(text) !== false)).to.deep.equal([]);
    });
  }

  it("take a network exactly when no bit stands beyond its prefix", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer({ min: 0, max: 32 }),
        (address, prefix) => {
          const beyond = prefix === 0 ? address : address % 2 ** (32 - prefix);
          const text = `${[24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".")}/${String(prefix)}`;
          expect(formatNamed("IPv4 network")?.accepts(text), text).to.equal(beyond === 0);
        },
      ),
    );
  });
});

/** A field of a cron expression: one number, a range, steps, a list. */
function field(from: number, to: number): fc.Arbitrary<string> {
  const number = fc.integer({ min: from, max: to }).map(String);
  const item = fc.oneof(
    fc.constant("*"),
    number,
    fc.tuple(number, number).map(([a, b]) => `${a}-${b}`),
    fc.tuple(number, fc.integer({ min: 1, max: to })).map(([a, step]) => `${a}/${String(step)}`),
  );
  return fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(","));
}

const fields = [
  field(0, 59),
  field(0, 23),
  field(1, 31),
  field(1, 12),
  field(1, 7),
  field(1970, 2199),
];

function put(parts: readonly string[], index: number, part: string): readonly string[] {
  return parts.map((same, at) => (at === index ? part : same));
}

describe("cron expressions", () => {
  it("are read by AWS with either day left open, and not with both or none", () => {
    fc.assert(
      fc.property(fc.tuple(...fields), fc.constantFrom(2, 4), (parts, open) => {
        const text = (values: readonly string[]) => `cron(${values.join(" ")})`;
        expect(isSchedule(text(put(parts, open, "?"))), text(parts)).to.equal(true);
        expect(isSchedule(text(parts))).to.equal(false);
        expect(isSchedule(text(put(put(parts, 2, "?"), 4, "?")))).to.equal(false);
      }),
    );
  });

  it("are refused with a number beyond what a field holds", () => {
    const beyond = [60, 24, 32, 13, 8, 2200];
    fc.assert(
      fc.property(fc.tuple(...fields), fc.nat(5), (parts, index) => {
        const bad = put(put(parts, 4, "?"), index, String(beyond[index]));
        const text = index === 4 ? put(bad, 2, "?") : bad;
        expect(isSchedule(`cron(${text.join(" ")})`), text.join(" ")).to.equal(false);
      }),
    );
  });

  it("have names for months and days, and AWS's words for the last and the nearest day", () => {
    const days = ["cron(0 3 ? JAN-MAR MON-FRI *)", "cron(0 3 L * ? *)", "cron(0 3 15W * ? *)"];
    const weeks = ["cron(0 3 ? * 6L *)", "cron(0 3 ? * 2#1 *)"];
    for (const text of [...days, ...weeks]) expect(isSchedule(text), text).to.equal(true);
    expect(isSchedule("cron(0 3 ? * FUNDAY *)")).to.equal(false);
  });

  it("have five fields for mute rules of alarms", () => {
    fc.assert(
      fc.property(fc.tuple(...fields.slice(0, 5)), (parts) => {
        expect(isCloudWatchCron(`cron(${parts.join(" ")})`)).to.equal(true);
        expect(isCloudWatchCron(`cron(${parts.join(" ")} *)`)).to.equal(false);
      }),
    );
  });

  it("are told from rates, of which one is no plural", () => {
    expect(["rate(1 day)", "rate(2 days)"].every(isSchedule)).to.equal(true);
    expect(["rate(1 days)", "rate(2 day)", "rate(0 days)", "rate(day)"].some(isSchedule)).to.equal(
      false,
    );
  });
});
