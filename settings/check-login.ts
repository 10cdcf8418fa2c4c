import type { TierValues } from "../blueprint/tiers";
import { reporter, type EnvironmentSettings, type Report } from "./environment-settings";
import { hostsOf, routesOf } from "./hosts";
import type { Problem } from "./problem";
import type { Workload } from "./read-workloads";
import { admissionsOf, workloadLogin } from "./resolve-login";
import { yamlOf } from "./show";
import type { StackConfig } from "./stack-file";

/** A workload that asks for a login has somebody to let in, somewhere to ask, and something to stand before. */
export function checkLogin(
  config: StackConfig,
  tier: TierValues,
  settings: EnvironmentSettings,
  workloads: readonly Workload[],
): Problem[] {
  const { host } = settings.values;
  const open = workloads
    .filter(({ manifest }) => manifest.login === undefined)
    .flatMap((workload) => checkStaffs(workload, host));
  const asking = workloads.filter(({ manifest }) => manifest.login !== undefined);
  const [first] = asking;
  if (first === undefined) return open;
  return [
    ...open,
    ...checkSettings(config, tier, settings, first.name),
    ...asking.flatMap((workload) => checkReach(workload, workloads, host)),
  ];
}

/** Where an address says admin, the staff works, and nobody else comes in unasked (ACC-17). */
function checkStaffs(workload: Workload, host: string): readonly Problem[] {
  const { file } = workload;
  const addresses = [...hostsOf(workload, host), ...routesOf(workload, host)];
  const staffs = addresses.find(({ address }) => /(?:^|[/.-])admin(?:$|[/.-])/i.test(address));
  if (staffs === undefined) return [];
  const expected = `one before ${staffs.address}, where the staff works`;
  return [
    {
      file,
      key: "login",
      got: "nothing",
      expected,
      fix: "write `login: {}`, or name it otherwise",
    },
  ];
}

function checkSettings(
  { file, ownKeys }: StackConfig,
  tier: TierValues,
  settings: EnvironmentSettings,
  name: string,
): Problem[] {
  // What is the same everywhere stands in Pulumi.yaml, unless the stack has its own.
  const placed = (key: string): Report =>
    reporter(ownKeys.includes(`platform:${key}`) ? file : "Pulumi.yaml");
  const { cloudflare, officeAddresses } = settings.values;
  const admissions = admissionsOf(tier, settings);
  const roles = tier.login.admissions.flatMap((admission) => admission.roles);
  const person = { emails: ["ada@acme.example"] };
  const problems: Problem[] = [];
  if (cloudflare.teamDomain === undefined) {
    const fix = "write `teamDomain: <team>.cloudflareaccess.com` under `platform:cloudflare`";
    problems.push(
      reporter(file)(
        "cloudflare.teamDomain",
        undefined,
        `where people log in before ${name} (docs/runbooks/first-hour.md)`,
        fix,
      ),
    );
  }
  if (admissions.length === 0) {
    const expected = `somebody among ${roles.join(", ")}: ${name} asks for a login, and nobody could log in`;
    const fix = `write \`${roles[0] ?? ""}: ${yamlOf(person)}\` under \`platform:people\``;
    problems.push(placed("people")("people", settings.values.people, expected, fix));
  }
  const listed = admissions.find(({ asks }) => asks.includes("listed-address"));
  if (listed !== undefined && officeAddresses.length === 0) {
    const expected = `the addresses from which ${listed.name} come before ${name}`;
    const fix = 'write `platform:officeAddresses: ["203.0.113.0/28"]` with your own';
    problems.push(placed("officeAddresses")("officeAddresses", officeAddresses, expected, fix));
  }
  return problems;
}

function checkReach(
  workload: Workload,
  workloads: readonly Workload[],
  host: string,
): readonly Problem[] {
  const { file, manifest } = workload;
  const login = workloadLogin(workload, host);
  if (login === undefined) return [];
  if (login.uris.length === 0) {
    return [
      {
        file,
        key: "login",
        got: "a login before nothing",
        expected: "a workload that people can open",
        fix: "remove it, or write `domain` or `routes` under `worker`",
      },
    ];
  }
  const unmatched = (manifest.login?.openPaths ?? []).findIndex(
    (path) => !login.openUris.some((uri) => uri.endsWith(path)),
  );
  const hidden = workloads.filter(
    (other) =>
      other.manifest.login === undefined &&
      hostsOf(workload, host).some(({ address }) => address === host) &&
      routesOf(other, host).length > 0,
  );
  return [
    ...(unmatched === -1
      ? []
      : [
          {
            file,
            key: `login.openPaths[${String(unmatched)}]`,
            got: manifest.login?.openPaths[unmatched] ?? "",
            expected: "a path that a route of its own covers",
            fix: "write one, or remove it",
          },
        ]),
    ...hidden.map((other) => ({
      file,
      key: "login",
      got: `a login before ${host} and all below it`,
      expected: `none, since ${other.name} has routes there and asks for none`,
      fix: `remove \`@\` from \`site.hosts\`, or write \`login: {}\` in ${other.file}`,
    })),
  ];
}
