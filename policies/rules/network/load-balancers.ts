export const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";
/** Under its other name a load balancer is the same one. */
export const loadBalancerTypes: readonly string[] = [
  loadBalancerType,
  "aws:alb/loadBalancer:LoadBalancer",
];
export const listenerTypes: readonly string[] = [
  "aws:lb/listener:Listener",
  "aws:alb/listener:Listener",
];
