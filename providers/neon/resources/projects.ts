import type { ProjectListItem } from "@neondatabase/api-client";
import { defined } from "../schema/values";
import type { Work } from "./work";

const pageSize = 400;

/**
 * Every project of an organisation, page by page; the last page is empty or names no next one.
 *
 * @param search - a part of the names to list. Default: all.
 */
export async function projectsOf(
  work: Work,
  orgId: string | undefined,
  search?: string,
): Promise<readonly ProjectListItem[]> {
  const all: ProjectListItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await work.call((client, params) =>
      client.listProjects(defined({ org_id: orgId, cursor, search, limit: pageSize }), params),
    );
    all.push(...page.projects);
    cursor = page.projects.length === 0 ? undefined : page.pagination?.cursor;
  } while (cursor !== undefined && cursor !== "");
  return all;
}
