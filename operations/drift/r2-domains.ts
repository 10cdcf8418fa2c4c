import type { StateResource } from "../stack/state";

/** Answers a GET of Cloudflare's API with its status and its result. */
export type AskCloudflare = (
  path: string,
  headers: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly result: unknown }>;

/** Cloudflare did not answer; the message says which path and what it said. */
export class CloudflareError extends Error {}

const managedDomain = "cloudflare:index/r2ManagedDomain:R2ManagedDomain";

/**
 * Those r2.dev domains of buckets that are not as the state has them. Cloudflare's provider reads none of them back, so that
 * no refresh sees that somebody opened a bucket to everybody.
 *
 * @param ask - without it none is asked for.
 * @throws CloudflareError
 */
export async function changedDomains(
  resources: readonly StateResource[],
  ask: AskCloudflare | undefined,
): Promise<readonly StateResource[]> {
  const domains = domainsIn(resources);
  if (ask === undefined) return [];
  const isChanged = await Promise.all(
    domains.map(async ({ inputs = {} }) => {
      const { accountId, bucketName, enabled, jurisdiction } = inputs;
      const path = `accounts/${String(accountId)}/r2/buckets/${String(bucketName)}/domains/managed`;
      const headers =
        typeof jurisdiction === "string" ? { "cf-r2-jurisdiction": jurisdiction } : {};
      const { status, result } = await ask(path, headers);
      // A bucket that is gone is missed by itself.
      if (status === 404) return false;
      if (status !== 200)
        throw new CloudflareError(`${path}: Cloudflare answers ${String(status)}`);
      return (result as { readonly enabled?: unknown }).enabled !== enabled;
    }),
  );
  return domains.filter((_, index) => isChanged[index]);
}

export function domainsIn(resources: readonly StateResource[]): readonly StateResource[] {
  return resources.filter((each) => each.type === managedDomain && each.delete !== true);
}

/** Asks with an API token that may read R2. */
export function cloudflare(
  token: string,
  address = "https://api.cloudflare.com/client/v4",
): AskCloudflare {
  return async (path, headers) => {
    const response = await fetch(`${address}/${path}`, {
      headers: { ...headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(30_000),
    }).catch((error: unknown) => {
      throw new CloudflareError(`${path}: ${String(error)}`);
    });
    if (!response.ok) return { status: response.status, result: undefined };
    const { result } = (await response.json()) as { readonly result: unknown };
    return { status: response.status, result };
  };
}
