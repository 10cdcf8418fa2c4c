import type { ListedObject } from "./lookup";

/**
 * What the providers' documents give as the id of an import where it is not the id of the resource, made of its
 * properties. Written from those documents alone, apart from whoever imports by them.
 */
const templates: Readonly<Record<string, string>> = {
  "aws:appautoscaling/policy:Policy": "{serviceNamespace}/{resourceId}/{scalableDimension}/{name}",
  "aws:appautoscaling/target:Target": "{serviceNamespace}/{resourceId}/{scalableDimension}",
  "aws:backup/selection:Selection": "{planId}|{id}",
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": "{name}",
  "aws:cloudwatch/eventRule:EventRule": "default/{name}",
  "aws:cloudwatch/eventTarget:EventTarget": "{rule}/{targetId}",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": "{logGroupName}:{name}",
  "aws:ec2/route:Route": "{routeTableId}_{destinationCidrBlock}",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "{subnetId}/{routeTableId}",
  "aws:scheduler/schedule:Schedule": "default/{name}",
  "aws:ecs/cluster:Cluster": "{name}",
  "aws:ecs/service:Service": "{cluster:last}/{name}",
  "aws:ecs/taskDefinition:TaskDefinition": "{arn}",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "{role}/{policyArn}",
  "aws:lambda/permission:Permission": "{function}/{statementId}",
  "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls": "{zoneId}/{hostname}",
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate":
    "{zoneId}/{id}",
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate":
    "{zoneId}/{id}",
  "cloudflare:index/certificatePack:CertificatePack": "{zoneId}/{id}",
  "cloudflare:index/dnsRecord:DnsRecord": "{zoneId}/{id}",
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig": "{accountId}/{id}",
  "cloudflare:index/loadBalancer:LoadBalancer": "{zoneId}/{id}",
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": "{accountId}/{id}",
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": "{accountId}/{id}",
  "cloudflare:index/mtlsCertificate:MtlsCertificate": "{accountId}/{id}",
  "cloudflare:index/notificationPolicy:NotificationPolicy": "{accountId}/{id}",
  "cloudflare:index/pagesDomain:PagesDomain": "{accountId}/{projectName}/{name}",
  "cloudflare:index/pagesProject:PagesProject": "{accountId}/{name}",
  "cloudflare:index/r2Bucket:R2Bucket": "{accountId}/{name}/{jurisdiction}",
  "cloudflare:index/ruleset:Ruleset": "zones/{zoneId}/{id}",
  "cloudflare:index/secretsStore:SecretsStore": "{accountId}/{id}",
  "cloudflare:index/worker:Worker": "{accountId}/{id}",
  "cloudflare:index/workerVersion:WorkerVersion": "{accountId}/{workerId}/{id}",
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger": "{accountId}/{scriptName}",
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": "{accountId}/{id}",
  "cloudflare:index/workersDeployment:WorkersDeployment": "{accountId}/{scriptName}/{id}",
  "cloudflare:index/workersRoute:WorkersRoute": "{zoneId}/{id}",
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication":
    "accounts/{accountId}/{id}",
  "cloudflare:index/zeroTrustAccessGroup:ZeroTrustAccessGroup": "accounts/{accountId}/{id}",
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy": "{accountId}/{id}",
  "cloudflare:index/zeroTrustDevicePostureRule:ZeroTrustDevicePostureRule": "{accountId}/{id}",
  "cloudflare:index/zeroTrustList:ZeroTrustList": "{accountId}/{id}",
  "cloudflare:index/zoneSetting:ZoneSetting": "{zoneId}/{settingId}",
  "github:index/repositoryRuleset:RepositoryRuleset": "{repository}:{id}",
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": "{repository}",
};

/** What its provider imports the object by. */
export function importIdOf(type: string, { id, properties }: ListedObject): string {
  const template = templates[type] ?? "{id}";
  return template.replace(/\{(\w+)(:last)?\}/g, (_, key: string, last?: string) => {
    const value = key === "id" ? id : String(properties[key]);
    return last === undefined ? value : value.replace(/^.*\//, "");
  });
}

/** AWS imports from another region than the provider's by a region behind the id: `documents@eu-west-3`. */
export function splitRegion(importId: string): { readonly id: string; readonly region?: string } {
  const [, id, region] = /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(importId) ?? [];
  return id === undefined || region === undefined ? { id: importId } : { id, region };
}
