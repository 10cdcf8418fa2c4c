import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import type { Build } from "../../../rollout/stages/build";
import type { SiteDeployment } from "../../../rollout/stages/picture";
import { ServiceError, type JsonApi } from "../../json-api";
import type { Sites } from "../world";

const run = promisify(execFile);

/** A site's project at Cloudflare Pages. */
export interface PagesProject {
  readonly accountId: string;
  /** Its physical name. */
  readonly name: string;
  /** The branch whose uploads visitors get. */
  readonly branch: string;
}

export interface PagesArgs {
  readonly api: JsonApi;
  readonly token: string;
  /** Cloudflare's API, without a slash at the end. */
  readonly address: string;
  readonly projectOf: (workload: string) => PagesProject;
  /** Folder of a build's files, checked against its digest. @throws Error where it is not here. */
  readonly folderOf: (workload: string, build: Build) => Promise<string>;
}

/** The branch of uploads that nobody is sent to. */
const aside = "release-candidate";

const deployment = z.object({
  id: z.string(),
  url: z.string(),
  deployment_trigger: z.object({ metadata: z.object({ commit_message: z.string().default("") }) }),
});

/**
 * Sites at Cloudflare Pages. wrangler uploads, and files that Pages has already are not sent again: so what was tried aside is
 * made live by a second upload, of nothing. Only what was live before can be gone back to, by Pages's own rollback. The
 * digest stands in the message of the commit, which Pages keeps of each deployment.
 */
export function pagesSites({ api, token, address, projectOf, folderOf }: PagesArgs): Sites {
  const pathOf = (workload: string) => {
    const { accountId, name } = projectOf(workload);
    return `/accounts/${accountId}/pages/projects/${name}`;
  };
  const upload = async (workload: string, build: Build, branch: string) => {
    const { accountId, name } = projectOf(workload);
    const folder = await folderOf(workload, build);
    await wrangler(
      ["pages", "deploy", folder, "--project-name", name, "--branch", branch],
      ["--commit-hash", build.commit, "--commit-message", build.digest, "--commit-dirty=true"],
      {
        CLOUDFLARE_ACCOUNT_ID: accountId,
        CLOUDFLARE_API_TOKEN: token,
        CLOUDFLARE_API_BASE_URL: address,
      },
    );
    const env = branch === aside ? "preview" : "production";
    const newest = z.object({ result: z.array(deployment) });
    const { result } = await api.ask(`${pathOf(workload)}/deployments?env=${env}`, newest);
    const found = result.map(shown).find(({ digest }) => digest === build.digest);
    if (found === undefined)
      throw new ServiceError(`${workload}: Pages has no deployment of ${build.digest}`);
    return found;
  };
  const live = async (workload: string): Promise<SiteDeployment | undefined> => {
    const project = z.object({ result: z.object({ canonical_deployment: deployment.nullish() }) });
    const found = await api.find(pathOf(workload), project);
    const { canonical_deployment: canonical } = found?.result ?? {};
    return canonical ? shown(canonical) : undefined;
  };
  return {
    live,
    upload: (workload, build) => upload(workload, build, aside),
    makeLive: (workload, build) => upload(workload, build, projectOf(workload).branch),
    goBack: async (workload, id) => {
      if ((await live(workload))?.id === id) return;
      await api.ask(
        `${pathOf(workload)}/deployments/${id}/rollback`,
        z.object({ success: z.literal(true) }),
        {},
      );
    },
  };
}

function shown({
  id,
  url,
  deployment_trigger: { metadata },
}: z.output<typeof deployment>): SiteDeployment {
  const digest = /^sha256:[0-9a-f]{64}$/.exec(metadata.commit_message)?.[0];
  return { id, url, digest };
}

async function wrangler(
  what: readonly string[],
  marks: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const program = join(__dirname, "../../../node_modules/wrangler/bin/wrangler.js");
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, CI: "true", WRANGLER_SEND_METRICS: "false", ...variables };
  try {
    await run(process.execPath, [program, ...what, ...marks], { env });
  } catch (error) {
    const { stderr = "", stdout = "" } = error as {
      readonly stderr?: string;
      readonly stdout?: string;
    };
    throw new ServiceError(
      `wrangler ${what.slice(0, 2).join(" ")}: ${(stderr || stdout || String(error)).trim().slice(-500)}`,
    );
  }
}
