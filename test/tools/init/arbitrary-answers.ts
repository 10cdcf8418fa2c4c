import * as fc from "fast-check";

/** Numbers from which every id of one platform is made, so that none stands twice. */
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 99_999_999 }), {
  minLength: 20,
  maxLength: 20,
});

const word = fc.stringMatching(/^[a-z][a-z0-9]{1,8}$/);
const product = fc.oneof(
  fc.constantFrom("platform", "state", "null", "no", "dev-tools", "a1", `z${"z".repeat(29)}`),
  fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join("-")),
);
const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/);
const emails = fc.uniqueArray(
  fc.tuple(word, word).map(([who, where]) => `${who}@${where}.example`),
  { minLength: 1, maxLength: 10 },
);
const slack = fc
  .tuple(fc.constantFrom("A", "K", "Z"), fc.integer({ min: 0, max: 999_999 }))
  .map(([letter, number]) => ({
    teamId: `T${letter}${String(number).padStart(7, "0")}`,
    channelId: `C${letter}${String(number).padStart(7, "0")}`,
  }));

/** What somebody who begins answers: any product, organisation, accounts, zones, teams and people. */
export const arbitraryAnswers = fc
  .record({
    ids,
    product,
    owner: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,20}$/),
    repository: fc.stringMatching(/^[\w.-]{1,20}$/),
    emails,
    people: fc.tuple(emails, emails, emails, emails, emails),
    domains: fc.uniqueArray(label, { minLength: 3, maxLength: 3 }),
    below: fc.boolean(),
    slack: fc.option(slack, { nil: undefined }),
  })
  .map(({ domains, below, emails: alerted, people, ...given }) => {
    const [a = "", b = "", c = ""] = domains;
    const apex = `${c}.example`;
    const zones = below
      ? [`${a}.${apex}`, `${b}.${apex}`, apex]
      : [`${a}.example`, `${b}.example`, apex];
    const number = (index: number): number => given.ids[index] ?? 0;
    const account = (index: number): string => String(100_000_000_000 + number(index));
    const hex = (index: number): string => number(index).toString(16).padStart(32, "0");
    const names = ["developers", "qa", "platform", "operations", "business", "security"];
    const roles = ["developers", "qa", "devops", "operations", "business"];
    const environment = (index: number) => ({
      aws: { accountId: account(index) },
      cloudflare: {
        accountId: hex(index + 3),
        zoneId: hex(index + 6),
        zone: zones[index],
        secretsStoreId: hex(index),
        teamDomain: `team-${String(number(index))}.cloudflareaccess.com`,
      },
      neon: { organizationId: `org-${String(number(index))}` },
    });
    return {
      product: given.product,
      github: {
        owner: given.owner,
        ownerId: number(9),
        repository: given.repository,
        repositoryId: number(10),
      },
      alerts: { emails: alerted },
      people: Object.fromEntries(roles.map((role, index) => [role, { emails: people[index] }])),
      officeAddresses: ["198.51.100.0/28"],
      teams: Object.fromEntries(names.map((name, index) => [name, number(11 + index)])),
      shared: { aws: { accountId: account(17) } },
      dev: environment(0),
      staging: environment(1),
      production: {
        ...environment(2),
        ...(given.slack && { alerts: { slack: given.slack } }),
      },
    };
  });
