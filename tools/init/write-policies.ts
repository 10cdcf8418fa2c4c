import { isMap } from "../../settings/parse-text";
import { permanentStacks, previewHost, stackFileName } from "../../settings/stack-name";
import type { Answers } from "./answers";
import type { Question } from "./questions";
import type { Rewriting } from "./rewriting";
import { stacksOf, type TeamIds } from "./write-settings";

const file = "policies/environments.yaml";

/** policies/environments.yaml, which says the same as the settings a second time. */
export function writePolicies(
  files: Rewriting,
  questions: readonly Question[],
  answers: Answers,
  teams: TeamIds,
): void {
  const said = (name: string): readonly unknown[] =>
    answers.get(name) === undefined ? [] : [answers.get(name)];
  const mails = mailDomains(answers);
  writeRepository(files, answers);
  for (const stack of stacksOf(questions)) {
    const put = (key: string, value: unknown): void => {
      files.set(file, ["environments", stack, key], value);
    };
    put("accounts", said(`${stack}.aws.accountId`));
    put("regions", [...said(`${stack}.aws.region`), ...said(`${stack}.aws.recoveryRegion`)]);
    put("mailDomains", mails);
    put("names", namesOf(answers, stack));
    put("reviewers", renamed(files.value(file, ["environments", stack, "reviewers"]), teams));
    if (stack === "shared") continue;
    const [zone] = said(`${stack}.cloudflare.zone`);
    const zoneIds = said(`${stack}.cloudflare.zoneId`);
    const [known] = files.value(file, ["environments", stack, "cloudflareZones"]) as unknown[];
    if (known !== zoneIds[0]) put("zonePlan", planOf(stack, String(zone), answers));
    put("cloudflareAccounts", said(`${stack}.cloudflare.accountId`));
    put("loginHosts", said(`${stack}.cloudflare.teamDomain`));
    put("cloudflareZones", zoneIds);
    put("hosts", said(`${stack}.host`));
    put("neonOrganizations", said(`${stack}.neon.organizationId`));
    put("networks", [...said(`${stack}.network.cidr`), ...said(`${stack}.network.recoveryCidr`)]);
    if (stack !== previewHost) continue;
    put("databases", [...said("pr.neon.projectId"), ...said("pr.neon.branchId")]);
    const pullRequests = ["environments", "pr-<n>"];
    files.set(file, [...pullRequests, "hosts"], [`pr-<n>.${String(answers.get(`${stack}.host`))}`]);
    files.set(file, [...pullRequests, "mailDomains"], mails);
    files.set(file, [...pullRequests, "names"], namesOf(answers, "pr-<n>"));
  }
}

function writeRepository(files: Rewriting, answers: Answers): void {
  const text = (name: string): string => String(answers.get(name));
  const put = (key: string, value: unknown): void => {
    files.set(file, ["repository", key], value);
  };
  put("name", `${text("github.owner")}/${text("github.repository")}`);
  put("ownerId", text("github.ownerId"));
  put("id", text("github.repositoryId"));
  const teams = files.value(stackFileName("shared"), ["config", "platform:teams"]);
  const permissions = (Array.isArray(teams) ? teams : []).flatMap((team) =>
    isMap(team) ? [[String(team.id), team.permission]] : [],
  );
  put("teams", Object.fromEntries(permissions));
}

function renamed(ids: unknown, teams: TeamIds): unknown {
  return Array.isArray(ids) ? ids.map((id) => String(teams.get(Number(id)) ?? id)) : ids;
}

/** How an environment's physical names begin; people shorten production. */
function namesOf(answers: Answers, stack: string): readonly string[] {
  const product = String(answers.get("product"));
  return [stack, ...(stack === "production" ? ["prod"] : [])].flatMap((name) => [
    `${product}-${name}`,
    `${product}/${name}`,
  ]);
}

function mailDomains(answers: Answers): readonly string[] {
  const emails = answers.get("alerts.emails") as readonly string[];
  return [...new Set(emails.map((email) => (email.split("@")[1] ?? "").toLowerCase()))];
}

/** A zone below another one takes the plan Enterprise; a registered domain takes Pro. */
function planOf(stack: string, zone: string, answers: Answers): string {
  const others = permanentStacks
    .filter((other) => other !== stack)
    .map((other) => String(answers.get(`${other}.cloudflare.zone`)));
  return others.some((other) => zone.endsWith(`.${other}`)) ? "enterprise" : "pro";
}
