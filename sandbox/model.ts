/** Property values of a resource with secrets revealed; what a provider sees and answers. */
export type ModelValues = Readonly<Record<string, unknown>>;

/** One resource that a stack asks a cloud for. */
export interface ModelRequest {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: ModelValues;
  /** Inputs of the provider that the resource uses. */
  readonly provider: ModelValues;
  /** AWS account of the provider (`allowedAccountIds`), `000000000000` where there is none. */
  readonly accountId: string;
  /** AWS region: the resource's own `region`, else its provider's. */
  readonly region: string;
  /** Which object of this resource it is, counted from 1. */
  readonly generation: number;
  /** `length` hex digits, always the same for the same URN and salt. */
  readonly hex: (length: number, salt?: string) => string;
}

export interface ModelAnswer {
  readonly id: string;
  /** What the service adds to the inputs: ARNs, host names, computed defaults. */
  readonly outputs?: ModelValues;
  /** Names of outputs that providers return as secrets. */
  readonly secretOutputs?: readonly string[];
}

/** Answers for one resource type as its service would, without a service. */
export type ResourceModel = (request: ModelRequest) => ModelAnswer;

/** Models by type token, for example `aws:ec2/vpc:Vpc`. */
export type ResourceModels = Readonly<Record<string, ResourceModel>>;

/** Answers for one provider function, for example `cloudflare:index/getIpRanges:getIpRanges`. */
export type FunctionModel = (args: ModelValues, provider: ModelValues) => ModelValues;
export type FunctionModels = Readonly<Record<string, FunctionModel>>;
