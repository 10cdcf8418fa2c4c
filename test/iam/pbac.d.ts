declare module "pbac" {
  interface Request {
    readonly action: string;
    readonly resource: string;
    /** Values by the part of a key that stands before its colon, then by the rest. */
    readonly context: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }

  class PBAC {
    public constructor(
      policies: readonly object[],
      options: { readonly validateSchema: boolean; readonly validatePolicies: boolean },
    );
    public evaluate(request: Request): boolean;
  }

  export = PBAC;
}
