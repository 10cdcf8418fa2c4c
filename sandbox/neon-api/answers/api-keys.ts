import type { AccessKey } from "../access";
import type { Answers } from "../answer";
import type { NeonState } from "../neon-state";
import { notFound } from "../refusal";

const personId = "00000000-0000-4000-8000-000000000000";

export const apiKeyAnswers = {
  listApiKeys: (neon) => keysOf(neon, undefined).map(listed),

  createApiKey: (neon, { body: { key_name: name } }) => {
    const key = addKey(neon, { name, orgId: undefined, projectId: undefined });
    return { ...described(key), key: key.token };
  },

  revokeApiKey: (neon, { path }) => revoked(removeKey(neon, undefined, path.key_id ?? "")),

  listOrgApiKeys: (neon, { path }) =>
    keysOf(neon, path.org_id).map((key) => ({ ...listed(key), ...scope(key) })),

  createOrgApiKey: (neon, { path, body: { key_name: name, project_id: projectId } }) => {
    if (projectId !== undefined) neon.project(projectId);
    const key = addKey(neon, { name, orgId: path.org_id, projectId });
    return { ...described(key), key: key.token, ...scope(key) };
  },

  revokeOrgApiKey: (neon, { path }) => {
    const key = removeKey(neon, path.org_id, path.key_id ?? "");
    return { ...revoked(key), ...scope(key) };
  },
} satisfies Answers;

function keysOf({ keys }: NeonState, orgId: string | undefined): AccessKey[] {
  return [...keys.values()].filter((key) => key.orgId === orgId);
}

function addKey(
  { identities, clock, keys }: NeonState,
  wanted: Pick<AccessKey, "name" | "orgId" | "projectId">,
): AccessKey {
  const token = identities.apiKey();
  const key = { ...wanted, id: identities.number(), token, createdAt: clock.timestamp() };
  keys.set(token, key);
  return key;
}

function removeKey(neon: NeonState, orgId: string | undefined, id: string): AccessKey {
  const key = keysOf(neon, orgId).find((each) => String(each.id) === id);
  if (key === undefined) throw notFound("API key");
  neon.keys.delete(key.token);
  return key;
}

function described({ id, name, createdAt }: AccessKey) {
  return { id, name, created_at: createdAt, created_by: personId };
}

function listed(key: AccessKey) {
  return {
    ...described(key),
    created_by: { id: personId, name: "Ada", image: "" },
    last_used_at: null,
    last_used_from_addr: "",
  };
}

function revoked(key: AccessKey) {
  return { ...described(key), last_used_at: null, last_used_from_addr: "", revoked: true };
}

function scope({ projectId }: AccessKey): { project_id?: string } {
  return projectId === undefined ? {} : { project_id: projectId };
}
