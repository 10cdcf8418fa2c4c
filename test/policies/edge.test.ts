import { expect } from "chai";
import fc from "fast-check";
import { meaningOf } from "../../expressions/expression";

const request = { host: "Shop.example", method: "GET", path: "/a(b)/c", query: "q=1" };

describe("an expression of Cloudflare's", () => {
  const answers: readonly (readonly [string, boolean | undefined])[] = [
    ["true", true],
    ["ssl and not false", true],
    ['http.host eq "shop.example"', false],
    ['lower(http.host) == "shop.example"', true],
    ['upper(http.host) in {"A" "SHOP.EXAMPLE"}', true],
    ['http.host != "shop.example" && http.request.method ne "GET"', false],
    ['http.request.uri.path contains "(b)"', true],
    ['http.request.uri.path wildcard "/A(B)/*"', true],
    ['http.request.uri.path strict wildcard "/A(B)/*"', false],
    ['http.request.uri.path strict wildcard r"/\\*/c"', false],
    ['http.request.full_uri wildcard "https://shop.example/*?q=*"', true],
    ['http.request.uri eq "/a(b)/c?q=1"', true],
    ['http.host matches "^(?:shop|blog)\\.example$"', false],
    ['http.host ~ r#"^Shop\\.example$"#', true],
    ['http.host matches "(?i)^(?:shop|blog)\\.example$"', true],
    ["len(http.request.uri.path) in {1..3 7}", true],
    ["len(http.request.uri.path) gt 7 or len(http.request.uri.path) <= 7", true],
    ['concat(http.host, ":", http.request.method) eq "Shop.example:GET"', true],
    ['starts_with(http.request.uri.path, "/a") and ends_with(http.host, ".example")', true],
    ['url_decode(raw.http.request.uri.path) eq "/a(b)/c"', true],
    ["ip.src in {192.0.2.0/24 2001:db8::/32 198.51.100.3..198.51.100.7}", undefined],
    ["ip.src in $office", undefined],
    ["ip.src eq 192.0.2.1 and false", false],
    ["ip.src ne 192.0.2.1 or true", true],
    ["ip.src.asnum in {1 2} xor true", undefined],
    ['any(lower(http.request.headers["a"][*])[*] == "b")', undefined],
    ['not http.user_agent contains "bot"', undefined],
  ];
  for (const [expression, answer] of answers) {
    it(`${expression} is ${String(answer)}`, () => {
      expect(meaningOf(expression)(request)).to.equal(answer);
    });
  }

  it("is refused where nobody can read it", () => {
    const read = [
      "",
      "(true",
      "true true",
      'http.host EQ "a"',
      'http.host eq "a',
      'http.host ends_with "a"',
      'hots eq "a"',
      'regex_replace(http.host, "a", "b") eq "c"',
      'http.host strict "a"',
      'http.host matches "(?<=a"',
      "http.host eq",
      "ip.src in {a}",
      "true; false",
    ].filter((expression) => {
      try {
        meaningOf(expression);
        return true;
      } catch {
        return false;
      }
    });
    expect(read).to.deep.equal([]);
  });

  it("joins not before and, and before xor, xor before or, in either spelling", () => {
    const word = fc.constantFrom("and", "or", "xor");
    const items = fc.array(fc.tuple(fc.boolean(), fc.boolean(), word, fc.boolean()), {
      minLength: 1,
      maxLength: 7,
    });
    fc.assert(
      fc.property(items, (parts) => {
        const signs: Record<string, string> = { and: "&&", or: "||", xor: "^^" };
        const expression = parts
          .map(([negated, value, operator, spelled], index) => {
            const joint = index === 0 ? "" : spelled ? signs[operator] : ` ${operator} `;
            return `${joint ?? ""}${negated ? (spelled ? "!" : "not ") : ""}${String(value)}`;
          })
          .join("");
        expect(meaningOf(expression)({ host: "" })).to.equal(byGroups(parts));
      }),
    );
  });
});

/** The same by cutting at the loosest operator first. */
function byGroups(parts: readonly (readonly [boolean, boolean, string, boolean])[]): boolean {
  for (const [operator, join] of [
    ["or", (values: boolean[]) => values.some(Boolean)],
    ["xor", (values: boolean[]) => values.filter(Boolean).length % 2 === 1],
    ["and", (values: boolean[]) => values.every(Boolean)],
  ] as const) {
    const cuts = [...parts.keys()].filter((at) => at > 0 && parts[at]?.[2] === operator);
    if (cuts.length === 0) continue;
    const bounds = [0, ...cuts, parts.length];
    return join(cuts.concat(0).map((_, at) => byGroups(parts.slice(bounds[at], bounds[at + 1]))));
  }
  const [[negated, value] = [false, false]] = parts;
  return negated !== value;
}
