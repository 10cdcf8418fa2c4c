/* eslint-disable @typescript-eslint/no-deprecated -- Neon deprecates these fields, and still requires them in replies. */
import {
  type Branch,
  type Endpoint,
  EndpointPoolerMode,
  type Project,
} from "@neondatabase/api-client";

export const deprecatedProjectFields = { cpu_used_sec: 0 } satisfies Partial<Project>;

export const deprecatedBranchFields = { cpu_used_sec: 0 } satisfies Partial<Branch>;

export const deprecatedEndpointFields = {
  pooler_enabled: false,
  pooler_mode: EndpointPoolerMode.Transaction,
} satisfies Partial<Endpoint>;
