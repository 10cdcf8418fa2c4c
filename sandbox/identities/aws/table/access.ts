import type { Table } from "../call";

const role = "iam role/{role}";

/** Roles, policies and certificates. */
export const accessCalls: Table = {
  "aws:acm/certificate:Certificate": {
    on: "acm certificate/*",
    create: "RequestCertificate AddTagsToCertificate?tags",
    read: "DescribeCertificate ListTagsForCertificate",
    update:
      "UpdateCertificateOptions?options AddTagsToCertificate?tags RemoveTagsFromCertificate?tags",
    delete: "DeleteCertificate",
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    on: "acm {certificateArn}",
    read: "DescribeCertificate",
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    on: "iam oidc-provider/{url:host}",
    create: "CreateOpenIDConnectProvider TagOpenIDConnectProvider?tags",
    read: "GetOpenIDConnectProvider",
    update:
      "UpdateOpenIDConnectProviderThumbprint?thumbprintLists AddClientIDToOpenIDConnectProvider?clientIdLists " +
      "RemoveClientIDFromOpenIDConnectProvider?clientIdLists TagOpenIDConnectProvider?tags UntagOpenIDConnectProvider?tags",
    delete: "DeleteOpenIDConnectProvider",
  },
  "aws:iam/policy:Policy": {
    on: "iam policy{path}{name}",
    create: "CreatePolicy TagPolicy?tags",
    read: "GetPolicy GetPolicyVersion",
    update:
      "ListPolicyVersions?policy DeletePolicyVersion?policy CreatePolicyVersion?policy TagPolicy?tags UntagPolicy?tags",
    delete: "ListPolicyVersions DeletePolicy",
  },
  "aws:iam/role:Role": {
    on: "iam role{path}{name}",
    create: "CreateRole TagRole?tags",
    read: "GetRole ListRolePolicies ListAttachedRolePolicies",
    update:
      "UpdateAssumeRolePolicy?assumeRolePolicy UpdateRoleDescription?description UpdateRole?maxSessionDuration " +
      "PutRolePermissionsBoundary?permissionsBoundary TagRole?tags UntagRole?tags",
    delete: "ListInstanceProfilesForRole ListRolePolicies ListAttachedRolePolicies DeleteRole",
  },
  "aws:iam/rolePolicy:RolePolicy": {
    on: role,
    create: "PutRolePolicy",
    read: "GetRolePolicy",
    update: "PutRolePolicy",
    delete: "DeleteRolePolicy",
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    on: role,
    create: "AttachRolePolicy+iam:PolicyARN={policyArn}",
    read: "ListAttachedRolePolicies",
    delete: "DetachRolePolicy+iam:PolicyARN={policyArn}",
  },
};
