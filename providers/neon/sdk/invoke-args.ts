import type * as pulumi from "@pulumi/pulumi";

/** A function's arguments, each of which may come from another resource. */
export type InvokeArgs<Args> = {
  readonly [Key in keyof Args]: pulumi.Input<Exclude<Args[Key], undefined>>;
};
