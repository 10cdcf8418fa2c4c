import type { ProjectListItem } from "@neondatabase/api-client";
import { allPages } from "../api/pages";
import { defined } from "../schema/values";
import type { Work } from "./work";

const pageSize = 400;

/**
 * Every project of an organisation.
 *
 * @param search - a part of the names to list. Default: all.
 */
export function projectsOf(
  work: Work,
  orgId: string | undefined,
  search?: string,
): Promise<readonly ProjectListItem[]> {
  return allPages(async (cursor) => {
    const { projects, pagination } = await work.call((client, params) =>
      client.listProjects(defined({ org_id: orgId, cursor, search, limit: pageSize }), params),
    );
    return { items: projects, next: pagination?.cursor };
  });
}
