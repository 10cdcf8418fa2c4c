import type { Table } from "../call";
import { accessCalls } from "./access";
import { computeCalls } from "./compute";
import { dataCalls } from "./data";
import { networkCalls } from "./network";
import { observeCalls } from "./observe";

/**
 * What AWS is asked for every type that the program declares: read in the create, read, update and delete functions of
 * the provider (hashicorp/terraform-provider-aws, internal/service), and held beside the `handlers` of CloudFormation's
 * resource schemas, which name what a service does in the name of whoever asks. Which resource and which condition keys
 * an action takes, AWS's Service Authorization Reference says (published.json).
 */
export const awsCalls: Table = {
  ...accessCalls,
  ...computeCalls,
  ...dataCalls,
  ...networkCalls,
  ...observeCalls,
};

/** What AWS is asked for the provider's functions. */
export const awsLookups: Table = {
  "aws:ecs/getService:getService": {
    on: "ecs service/{clusterArn:last}/{serviceName}",
    read: "DescribeServices",
  },
  "aws:lambda/getInvocation:getInvocation": {
    on: "lambda function:{functionName}",
    read: "InvokeFunction",
  },
  "aws:resourcegroupstaggingapi/getResources:getResources": {
    on: "tag *",
    read: "GetResources",
  },
  "aws:secretsmanager/getSecretVersions:getSecretVersions": {
    on: "secretsmanager {secretId}",
    read: "ListSecretVersionIds",
  },
};
