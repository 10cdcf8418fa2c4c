import { EndpointType } from "@neondatabase/api-client";
import type { StateResource } from "../../../operations/stack/state";
import type { EmulatedProject } from "../../../sandbox/neon-api/emulated-project";
import type { NeonEmulator } from "../../../sandbox/neon-api/neon-emulator";

/**
 * What somebody made at Neon, as `<type> <id>` in alphabetical order: everything but what comes by itself, with a project
 * (its branch, compute, role and database), from a parent branch, or with an anonymised one (its compute).
 *
 * @param orgId - the one organisation to look into. Default: all.
 */
export function inventory({ neon, apiKey }: NeonEmulator, orgId?: string): readonly string[] {
  const projects = [...neon.projects.values()].filter(
    ({ project }) => orgId === undefined || project.org_id === orgId,
  );
  const keys = [...neon.keys.values()].filter(
    (key) => key.token !== apiKey && (orgId === undefined || key.orgId === orgId),
  );
  return [
    ...projects.flatMap(thingsIn),
    ...keys.map((key) => `neon:index:ApiKey ${String(key.orgId)}/${String(key.id)}`),
  ].sort();
}

/** The same of a state. A database is named by what it is called now, which its id does not follow. */
export function known(resources: readonly StateResource[], orgId?: string): readonly string[] {
  const ours = resources.filter(({ type }) => type.startsWith("neon:"));
  const projects = new Set(
    ours
      .filter(
        ({ type, outputs }) =>
          type === "neon:index:Project" && (orgId === undefined || outputs?.orgId === orgId),
      )
      .map(({ id }) => id),
  );
  return ours
    .filter(
      ({ type, id, outputs }) =>
        orgId === undefined ||
        projects.has(type === "neon:index:Project" ? id : String(outputs?.projectId)),
    )
    .map(({ type, id = "", outputs }) => {
      const place = [outputs?.projectId, outputs?.branchId, outputs?.name].map(String);
      return `${type} ${type === "neon:index:Database" ? place.join("/") : id}`;
    })
    .sort();
}

function thingsIn(project: EmulatedProject): readonly string[] {
  const { id, permissions, vpcEndpoints } = project;
  return [
    `neon:index:Project ${id}`,
    ...[...project.branches.keys()].flatMap((branchId) => thingsOn(project, branchId)),
    ...[...permissions.keys()].map(
      (permission) => `neon:index:ProjectPermission ${id}/${permission}`,
    ),
    ...[...vpcEndpoints.keys()].map((vpc) => `neon:index:VpcEndpointAssignment ${id}/${vpc}`),
  ];
}

function thingsOn(project: EmulatedProject, branchId: string): readonly string[] {
  const { branch, anonymization, content, origin, schedule } = project.branch(branchId);
  const at = `${project.id}/${branchId}`;
  const isMasked = anonymization !== undefined;
  return [
    ...(branch.default
      ? []
      : [`neon:index:${isMasked ? "AnonymizedBranch" : "Branch"} ${branchId}`]),
    ...project
      .endpointsOf(branchId)
      .filter(({ type }) => !((branch.default || isMasked) && type === EndpointType.ReadWrite))
      .map(({ id }) => `neon:index:Endpoint ${id}`),
    ...[...content.roles.keys()]
      .filter((name) => !origin.roles.has(name))
      .map((name) => `neon:index:Role ${at}/${name}`),
    ...[...content.databases.keys()]
      .filter((name) => !origin.databases.has(name))
      .map((name) => `neon:index:Database ${at}/${name}`),
    ...(schedule.length > 0 ? [`neon:index:SnapshotSchedule ${at}/snapshot-schedule`] : []),
  ];
}
