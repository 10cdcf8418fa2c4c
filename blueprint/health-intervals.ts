/** How Cloudflare tells that a region is down, or back (BAK-12). */
export const regionMonitor = {
  interval: 60,
  timeout: 5,
  retries: 2,
  consecutiveDown: 2,
  consecutiveUp: 2,
} as const;

/** How a load balancer tells that a task is well, or not. */
export const targetHealth = {
  interval: 15,
  timeout: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
} as const;
