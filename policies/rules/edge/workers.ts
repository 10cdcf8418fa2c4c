export const workersDeploymentType = "cloudflare:index/workersDeployment:WorkersDeployment";
export const workerVersionType = "cloudflare:index/workerVersion:WorkerVersion";
