import {
  type BranchCreateRequest,
  type BranchResponse,
  type ConnectionURIsOptionalResponse,
  type DatabasesResponse,
  type Endpoint,
  type EndpointsResponse,
  EndpointType,
  OperationAction,
  type OperationsResponse,
  type RolesResponse,
} from "@neondatabase/api-client";
import { checkExpiry, refuseProtection, refuseTooMany, setExpiry } from "./branch-rules";
import { connectionDetails } from "./connection-details";
import { type Content, type EmulatedBranch, formatLsn, ownedBy } from "./emulated-branch";
import type { EmulatedProject } from "./emulated-project";
import type { NeonState } from "./neon-state";
import { NeonRefusal } from "./refusal";

type CreatedBranch = BranchResponse &
  EndpointsResponse &
  OperationsResponse &
  RolesResponse &
  DatabasesResponse &
  ConnectionURIsOptionalResponse;

/** Makes a branch and its computes; nothing runs yet. */
export function createBranch(
  neon: NeonState,
  project: EmulatedProject,
  { branch: wanted = {}, endpoints = [] }: BranchCreateRequest,
): [EmulatedBranch, Endpoint[]] {
  const source =
    wanted.parent_id === undefined || wanted.parent_id === ""
      ? project.defaultBranch
      : project.branch(wanted.parent_id);
  const initSource = wanted.init_source ?? "parent-data";
  if (!["parent-data", "schema-only"].includes(initSource)) {
    throw new NeonRefusal(400, `unknown init_source ${initSource}`);
  }
  const name = wanted.name ?? `branch-${String(neon.identities.number())}`;
  project.refuseTakenName(name);
  refuseTooMany(neon, project, initSource === "schema-only");
  const isProtected = wanted.protected === true;
  if (isProtected) refuseProtection(neon, project);
  if (wanted.expires_at !== undefined) {
    const free = { isProtected, isDefault: false, hasChildren: false };
    checkExpiry(neon, wanted.expires_at, free);
  }
  if (source.branch.expires_at !== undefined && initSource === "parent-data") {
    throw new NeonRefusal(422, "cannot create a child of a branch with an expiration");
  }
  for (const options of endpoints) project.checkEndpoint(undefined, options);
  if (endpoints.filter(isReadWrite).length > 1) {
    throw new NeonRefusal(409, "read-write endpoint already exists");
  }
  const { time, lsn, content } = pastOf(neon, project, source, wanted);

  const stored = project.addBranch(
    {
      name,
      protected: isProtected,
      init_source: initSource,
      ...(initSource === "parent-data" && {
        parent_id: source.branch.id,
        parent_lsn: lsn,
        parent_timestamp: time,
      }),
    },
    (branchId) =>
      ownedBy(branchId, content, ({ password }) =>
        source.branch.protected ? neon.identities.password() : password,
      ),
  );
  if (wanted.expires_at !== undefined) setExpiry(neon, stored.branch, wanted.expires_at);
  const { id } = stored.branch;
  return [stored, endpoints.map((options) => project.addEndpoint(id, options))];
}

/** The reply about a branch that was made, and the operations that make it ready. */
export function created(
  project: EmulatedProject,
  stored: EmulatedBranch,
  endpoints: Endpoint[],
): CreatedBranch {
  const [readWrite] = endpoints.filter(isReadWrite);
  const { roles, databases } = stored.content;
  return {
    branch: stored.branch,
    endpoints,
    operations: project.operations.schedule(
      project.makeReady(stored),
      ...endpoints.map((each) => project.moveEndpoint(each, OperationAction.StartCompute)),
    ),
    roles: [...roles.values()].map(({ role }) => role),
    databases: [...databases.values()],
    ...(readWrite !== undefined && { connection_uris: connectionDetails(stored, readWrite) }),
  };
}

function isReadWrite({ type }: { readonly type: EndpointType }): boolean {
  return type === EndpointType.ReadWrite;
}

export function contentOf(
  project: EmulatedProject,
  source: EmulatedBranch,
  timestamp: string | undefined,
  lsn: string | undefined,
): Content {
  if (timestamp !== undefined && lsn !== undefined) {
    throw new NeonRefusal(400, "a timestamp and an LSN exclude each other");
  }
  if (lsn !== undefined) return source.contentAtLsn(lsn);
  return timestamp === undefined
    ? source.content
    : source.contentAt(timestamp, project.project.history_retention_seconds);
}

function pastOf(
  { clock }: NeonState,
  project: EmulatedProject,
  source: EmulatedBranch,
  wanted: NonNullable<BranchCreateRequest["branch"]>,
): { content: Content; time: string; lsn: string } {
  const { parent_timestamp: timestamp, parent_lsn: lsn } = wanted;
  const content = contentOf(project, source, timestamp, lsn);
  const moment = timestamp === undefined ? undefined : source.contentAt(timestamp, Infinity);
  return {
    content,
    time: timestamp ?? clock.timestamp(),
    lsn: lsn ?? (moment === undefined ? source.lsn : formatLsn(moment.lsn)),
  };
}
