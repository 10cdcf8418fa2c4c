export const flagType = "cloudflare:index/flagshipFlag:FlagshipFlag";
