import type { Api, RequestParams } from "@neondatabase/api-client";
import type { AccessKey } from "./access";
import type { NeonState } from "./neon-state";

type Client = Api<unknown>;

/** The client's methods that call the API. */
export type Method = {
  [M in keyof Client]: Client[M] extends (...args: never[]) => Promise<{ data: unknown }>
    ? M
    : never;
}[Exclude<keyof Client, "request">];

type ReplyOf<M extends Method> = Client[M] extends (...args: never[]) => Promise<{ data: infer D }>
  ? D
  : never;

/** The body stands before the options, which come last. */
type BodyOf<M extends Method> =
  Required<Parameters<Client[M]>> extends [...unknown[], infer Body, RequestParams] ? Body : never;

/** A request that Neon's description allows. */
export interface Call<Body> {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Empty where the request has none. */
  readonly body: Body;
  readonly key: AccessKey;
}

/** Answers 204: there was nothing to delete. */
export const alreadyGone = Symbol("already gone");

export type Answer<M extends Method> = (
  neon: NeonState,
  call: Call<BodyOf<M>>,
) => ReplyOf<M> | typeof alreadyGone;

/** What the emulator does for the client's methods, in the client's own types. */
export type Answers = { readonly [M in Method]?: Answer<M> };
