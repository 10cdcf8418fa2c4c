import { NeonRefusal, notFound } from "./refusal";

/** An API key and what it opens. */
export interface AccessKey {
  readonly id: number;
  readonly token: string;
  readonly name: string;
  /** `undefined`: a person's key, for every organisation. */
  readonly orgId: string | undefined;
  /** The one project that it opens; `undefined`: every one of its organisation. */
  readonly projectId: string | undefined;
  readonly createdAt: string;
}

/** What Neon says, with 403, to what a key is not for. */
export const forbidden = "the API key does not permit this action";

/** The key that a request brings, as `Authorization: Bearer …`. */
export function authenticate(
  keys: Iterable<AccessKey>,
  authorization: string | undefined,
): AccessKey {
  const token = /^Bearer (.+)$/.exec(authorization ?? "")?.[1];
  const key = [...keys].find((each) => each.token === token);
  if (key === undefined) {
    throw new NeonRefusal(401, "supplied credentials do not pass authentication");
  }
  return key;
}

/** Refuses what the key does not open; another organisation's project is as if it were not there. */
export function authorize(
  key: AccessKey,
  method: string,
  path: Readonly<Record<string, string>>,
  ownerId: string | undefined,
): void {
  const { org_id: orgId, project_id: projectId } = path;
  const refusal = new NeonRefusal(403, forbidden);
  if (ownerId !== undefined && key.orgId !== undefined && ownerId !== key.orgId) {
    throw notFound("project");
  }
  if (orgId !== undefined && key.orgId !== undefined && orgId !== key.orgId) throw refusal;
  if (key.projectId === undefined) return;
  if (projectId !== key.projectId || method === "deleteProject") throw refusal;
}
