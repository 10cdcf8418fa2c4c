export const workersDeploymentType = "cloudflare:index/workersDeployment:WorkersDeployment";
