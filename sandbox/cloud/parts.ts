import type { CloudObject, ObjectStore, Shelf } from "./object-store";

/** What is gone with an object that it was part of: types by the input that names that object. */
const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "cloudflare:index/r2Bucket:R2Bucket": {
    "cloudflare:index/r2BucketCors:R2BucketCors": "bucketName",
    "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": "bucketName",
    "cloudflare:index/r2BucketLock:R2BucketLock": "bucketName",
    "cloudflare:index/r2ManagedDomain:R2ManagedDomain": "bucketName",
  },
  "cloudflare:index/worker:Worker": {
    "cloudflare:index/workerVersion:WorkerVersion": "workerId",
    "cloudflare:index/workersDeployment:WorkersDeployment": "scriptName",
  },
};

/** Removes an object with all its parts. */
export function removeWhole(store: ObjectStore, shelf: Shelf, object: CloudObject): void {
  for (const [type, input] of Object.entries(parts[object.type] ?? {})) {
    const named = { ...shelf, type };
    for (const part of store.on(named)) {
      const whole = part.properties[input];
      if (whole === object.id || whole === object.properties.name) store.remove(named, part);
    }
  }
  store.remove(shelf, object);
}
