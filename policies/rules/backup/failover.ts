export const failoverType = "cloudflare:index/loadBalancer:LoadBalancer";
export const poolType = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
