import type { Value } from "./operations";

/** A request as the edge meets it. What is left out is anything that a visitor may choose. */
export interface EdgeRequest {
  readonly host: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
}

type Field = (request: EdgeRequest) => Value;

const uri: Field = ({ path, query }) =>
  path === undefined || query === undefined ? undefined : path + (query === "" ? "" : `?${query}`);

const fields: Readonly<Record<string, Field>> = {
  "http.host": ({ host }) => host,
  "http.request.full_uri": (request) => {
    const rest = uri(request);
    return rest === undefined ? undefined : `https://${request.host}${String(rest)}`;
  },
  "http.request.method": ({ method }) => method,
  "http.request.uri": uri,
  "http.request.uri.path": ({ path }) => path,
  "http.request.uri.query": ({ query }) => query,
  ssl: () => true,
};

/** Whatever else Cloudflare knows of a request is the visitor's. @throws Error for what it knows nothing of. */
export function fieldOf(name: string): Field {
  const field = fields[name.replace(/^raw\./, "")];
  if (field !== undefined) return field;
  if (/^(?:raw\.)?(?:http|ip|cf)\.[a-z]/.test(name)) return () => undefined;
  throw new Error(`Cloudflare knows no field ${name}`);
}

/** `GET https://www.example.com/x`; `any request to https://…/…` where everything else is open. */
export function lineOf({ host, method, path, query }: EdgeRequest): string {
  if (method === undefined || path === undefined) return `some request to https://${host}`;
  return `${method} https://${host}${path}${query === undefined || query === "" ? "" : `?${query}`}`;
}
