export const workersDeploymentType = "cloudflare:index/workersDeployment:WorkersDeployment";

/** What uploads and deploys at once. */
export const scriptTypes: readonly string[] = [
  "cloudflare:index/workerScript:WorkerScript",
  "cloudflare:index/workersScript:WorkersScript",
];
