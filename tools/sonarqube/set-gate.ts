import * as z from "zod";
import type { JsonApi } from "../../operations/json-api";
import { type Condition, conditions, languages } from "./wanted";

const held = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  metric: z.string(),
  op: z.string(),
  error: z.string(),
});
/** Some calls answer with no content. */
const nothing = z.unknown().transform(() => null);

const gate = z.object({ conditions: z.array(held).default([]) });
const projects = z.object({ components: z.array(z.object({ key: z.string() })) });
const known = z.object({ languages: z.array(z.object({ key: z.string() })) });
const profile = z.object({ key: z.string(), name: z.string(), isBuiltIn: z.boolean() });
const profiles = z.object({ profiles: z.array(profile) });

export interface Wanted {
  /** The project's key, and the name of its gate and profiles. */
  readonly project: string;
  readonly name: string;
}

/** A call that changes something, and what it does in a line. */
interface Change {
  readonly does: string;
  readonly path: string;
  readonly given: Readonly<Record<string, string>>;
}

/**
 * Gives a project its gate and profiles, and changes what differs alone.
 *
 * @param isTold - whether the changes are told and none is made.
 * @returns a line for each change.
 * @throws ServiceError
 */
export async function setGate(
  api: JsonApi,
  wanted: Wanted,
  isTold: boolean,
): Promise<readonly string[]> {
  const lines: string[] = [];
  // One after the other: a gate that is new has conditions of SonarQube's own.
  for (const changesOf of [projectChanges, gateMade, conditionChanges, profileChanges]) {
    for (const { does, path, given } of await changesOf(api, wanted)) {
      lines.push(does);
      if (!isTold) await api.ask(`${path}?${new URLSearchParams(given).toString()}`, nothing, {});
    }
  }
  return lines;
}

async function projectChanges(api: JsonApi, { project, name }: Wanted): Promise<readonly Change[]> {
  const query = new URLSearchParams({ projects: project }).toString();
  const { components } = await api.ask(`/api/projects/search?${query}`, projects);
  if (components.some(({ key }) => key === project)) return [];
  return [
    {
      does: `makes the project ${project}`,
      path: "/api/projects/create",
      given: { project, name },
    },
  ];
}

async function gateMade(api: JsonApi, { name }: Wanted): Promise<readonly Change[]> {
  return (await shownGate(api, name)) === undefined
    ? [{ does: `makes the gate ${name}`, path: "/api/qualitygates/create", given: { name } }]
    : [];
}

async function conditionChanges(
  api: JsonApi,
  { project, name }: Wanted,
): Promise<readonly Change[]> {
  const present = (await shownGate(api, name))?.conditions ?? [];
  const isSame = (one: Condition, { metric, op, error }: z.output<typeof held>): boolean =>
    one.metric === metric && one.op === op && one.error === error;
  const dropped = present.filter((each) => !conditions.some((one) => isSame(one, each)));
  const missing = conditions.filter((one) => !present.some((each) => isSame(one, each)));
  return [
    // A metric stands in one condition: the other one goes first.
    ...dropped.map(({ id, metric, op, error }) => ({
      does: `drops from the gate: ${metric} ${op} ${error}`,
      path: "/api/qualitygates/delete_condition",
      given: { id },
    })),
    ...missing.map(({ metric, op, error }) => ({
      does: `fails the gate on ${metric} ${op} ${error}`,
      path: "/api/qualitygates/create_condition",
      given: { gateName: name, metric, op, error },
    })),
    {
      does: `has ${project} judged by the gate ${name}`,
      path: "/api/qualitygates/select",
      given: { gateName: name, projectKey: project },
    },
  ];
}

function shownGate(api: JsonApi, name: string): Promise<z.output<typeof gate> | undefined> {
  return api.find(`/api/qualitygates/show?${new URLSearchParams({ name }).toString()}`, gate);
}

async function profileChanges(api: JsonApi, { project, name }: Wanted): Promise<readonly Change[]> {
  const all = (await api.ask("/api/languages/list", known)).languages.map(({ key }) => key);
  const changes = await Promise.all(
    languages
      .filter((language) => all.includes(language))
      .map(async (language) => {
        const query = new URLSearchParams({ language }).toString();
        const found = (await api.ask(`/api/qualityprofiles/search?${query}`, profiles)).profiles;
        const base = found.find(({ isBuiltIn }) => isBuiltIn);
        const own = found.some((each) => each.name === name);
        return [
          ...(own || base === undefined
            ? []
            : [
                {
                  does: `makes the ${language} profile ${name} from ${base.name}`,
                  path: "/api/qualityprofiles/copy",
                  given: { fromKey: base.key, toName: name },
                },
              ]),
          {
            does: `has ${language} of ${project} judged by the profile ${name}`,
            path: "/api/qualityprofiles/add_project",
            given: { language, project, qualityProfile: name },
          },
        ];
      }),
  );
  return changes.flat();
}
