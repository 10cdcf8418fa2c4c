import type { RegionResponse } from "@neondatabase/api-client";

export const defaultRegionId = "aws-us-east-2";

const names: Readonly<Record<string, readonly [name: string, lat: string, long: string]>> = {
  "aws-us-east-1": ["AWS US East 1 (N. Virginia)", "38.13", "-78.45"],
  "aws-us-east-2": ["AWS US East 2 (Ohio)", "39.96", "-83"],
  "aws-us-west-2": ["AWS US West 2 (Oregon)", "46.15", "-123.88"],
  "aws-eu-central-1": ["AWS Europe Central 1 (Frankfurt)", "50", "8"],
  "aws-eu-west-2": ["AWS Europe West 2 (London)", "51.5", "-0.12"],
  "aws-ap-southeast-1": ["AWS Asia Pacific 1 (Singapore)", "1.37", "103.8"],
  "aws-ap-southeast-2": ["AWS Asia Pacific 2 (Sydney)", "-33.86", "151.2"],
  "aws-sa-east-1": ["AWS South America East 1 (São Paulo)", "-23.5", "-46.6"],
  "azure-eastus2": ["Azure East US 2 (Virginia)", "36.66", "-78.38"],
  "azure-westus3": ["Azure West US 3 (Arizona)", "33.45", "-112.07"],
  "azure-gwc": ["Azure Germany West Central (Frankfurt)", "50.11", "8.68"],
};

export const regions: readonly RegionResponse[] = Object.entries(names).map(
  ([region_id, [name, geo_lat, geo_long]]) => ({
    region_id,
    name,
    geo_lat,
    geo_long,
    default: region_id === defaultRegionId,
  }),
);

/** `aws-eu-central-1` has its hosts below `eu-central-1.aws.neon.tech`. */
export function proxyHostOf(regionId: string): string {
  const [platform = "", ...region] = regionId.split("-");
  return `${region.join("-")}.${platform}.neon.tech`;
}
