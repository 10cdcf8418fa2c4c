import type { OrgApiKeyCreateRequest, OrgApiKeyCreateResponse } from "@neondatabase/api-client";
import type * as pulumi from "@pulumi/pulumi";
import { Refusal } from "../../server/provider";
import type { Fields, OutputFields } from "../schema/field";
import type { ApiKeyArgs } from "../sdk/api-key";
import { once } from "./once";
import { defineResource } from "./resource";
import type { Work } from "./work";

export type ApiKeyInputs = pulumi.Unwrap<ApiKeyArgs>;

interface ApiKeyOutputs {
  readonly orgId: string;
  readonly key: string;
}

const apiKeyInputs = {
  projectId: {
    type: { kind: "string", minLength: 1 },
    description:
      "The one project that the key opens; it has to belong to an organisation. A change replaces the key.",
    change: "replace",
    required: true,
  },
  name: {
    type: { kind: "string", minLength: 1, maxLength: 64 },
    description: "Name, 1 to 64 characters, which others may have too. A change replaces the key.",
    change: "replace",
    required: true,
  },
} as const satisfies Fields<ApiKeyInputs>;

const apiKeyOutputs = {
  orgId: { type: { kind: "string" }, description: "Organisation that the key belongs to." },
  key: {
    type: { kind: "string" },
    description:
      "The key itself, secret. Neon shows it once, when it is made, so that an import does not get it.",
    secret: true,
    optional: true,
  },
} as const satisfies OutputFields<ApiKeyOutputs>;

export const apiKey = defineResource<ApiKeyInputs, ApiKeyOutputs>({
  token: "neon:index:ApiKey",
  description:
    "An organisation's API key that opens one project only, which it can't delete. The provider's own key must be allowed to make keys. Imported as `<organisation id>/<key id>`, without the key itself.",
  inputs: apiKeyInputs,
  outputs: apiKeyOutputs,

  name: ({ name }) => (name === undefined ? "an API key" : `the API key "${name}"`),

  create: async (work, { projectId, name }) => {
    const orgId = await organizationOf(work, projectId);
    const { id, key } = await shown(work, orgId, { key_name: name, project_id: projectId });
    work.made(`${orgId}/${String(id)}`, { orgId, key });
  },

  read: async (work, id) => {
    const { orgId, keyId } = placeOf(id);
    const keys = await work.call((client, params) => client.listOrgApiKeys(orgId, params));
    const found = keys.find((each) => each.id === keyId);
    return (
      found && { inputs: { name: found.name, projectId: found.project_id }, outputs: { orgId } }
    );
  },

  // Each input makes another key, so that nothing is left to do.
  update: () => Promise.resolve(),

  delete: async (work, id) => {
    const { orgId, keyId } = placeOf(id);
    await work.call((client, params) => client.revokeOrgApiKey(orgId, keyId, params));
  },
});

/**
 * Neon shows a key once: one that was lost with its answer is of no use, and another is made in its place.
 *
 * @throws Refusal when no answer comes through.
 */
async function shown(
  work: Work,
  orgId: string,
  request: Required<OrgApiKeyCreateRequest>,
): Promise<OrgApiKeyCreateResponse> {
  const { key_name: name, project_id: projectId } = request;
  for (let attempt = 1; attempt <= work.api.timing.attempts; attempt++) {
    const { id, answer } = await once(work, {
      likeness: ["API key", projectId, name],
      send: (client, params) => client.createOrgApiKey(orgId, request, params),
      idOf: (made) => String(made.id),
      alike: async () =>
        (await work.call((client, params) => client.listOrgApiKeys(orgId, params)))
          .filter((each) => each.name === name && each.project_id === projectId)
          .map((each) => String(each.id)),
    });
    if (answer !== undefined) return answer;
    await revokeLost(work, orgId, id);
    work.clear();
  }
  const message =
    `Neon did ${work.what}, ${String(work.api.timing.attempts)} times, but each time the answer ` +
    "with the key was lost, and the key was revoked. Try again.";
  throw new Refusal("unreachable", message);
}

/** @throws Refusal that leaves the creation in doubt where the key may still open the project. */
async function revokeLost(work: Work, orgId: string, id: string): Promise<void> {
  try {
    await work.call(
      (client, params) => client.revokeOrgApiKey(orgId, Number(id), params),
      `revoke the API key ${id}, which was lost with the answer`,
    );
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    throw new Refusal("outcome unknown", `${thrown.message} Revoke it in Neon's console.`);
  }
}

async function organizationOf(work: Work, projectId: string): Promise<string> {
  const { project } = await work.call(
    (client, params) => client.getProject(projectId, params),
    `read the project ${projectId}`,
  );
  if (project.org_id !== undefined && project.org_id !== "") return project.org_id;
  const message =
    `Neon was not asked to ${work.what}: the project ${projectId} belongs to a person, and only an ` +
    "organisation has keys for one project. Move the project to an organisation.";
  throw new Refusal("precondition failed", message);
}

/** @throws Refusal when it is not an id of a key. */
function placeOf(id: string): { readonly orgId: string; readonly keyId: number } {
  const [, orgId = "", keyId = ""] = /^([^/]+)\/(\d+)$/.exec(id) ?? [];
  if (orgId !== "") return { orgId, keyId: Number(keyId) };
  const message = `"${id}" is no id of an API key. Import it as <organisation id>/<key id>.`;
  throw new Refusal("invalid", message);
}
