import { isIP, Socket } from "node:net";

/** Variables through which a cloud's client would find credentials. */
const credentials =
  /^(?:AWS|AZURE|ARM|CLOUDFLARE|CF|GITHUB|GH|GOOGLE|GCP|NEON|PULUMI|DOPPLER|UPSTASH|CONFLUENT|SENTRY)_|_(?:TOKEN|SECRET|PASSWORD|API_KEY)$/;

/** Removes credentials from an environment; nothing offline may use one. */
export function scrubCredentials(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) {
    if (credentials.test(name)) Reflect.deleteProperty(environment, name);
  }
}

/** Removes proxies from an environment: an emulated cloud on this machine is behind none. */
export function scrubProxies(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) {
    if (/_proxy$/i.test(name)) Reflect.deleteProperty(environment, name);
  }
}

/** Refuses every connection of this process but to loopback. */
export function refuseNetwork(): void {
  const prototype = Socket.prototype as { connect: (...args: unknown[]) => unknown };
  const { connect } = prototype;
  prototype.connect = function refusing(this: Socket, ...args: unknown[]): unknown {
    const target = hostOf(args);
    if (!isLoopback(target)) {
      throw new Error(`the offline preview connects to nothing, but something asked for ${target}`);
    }
    return Reflect.apply(connect, this, args);
  };
}

/** Where a connect goes; a path is a socket of this machine. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as readonly unknown[]) : args;
  if (typeof first === "object" && first !== null) {
    const options = first as { readonly host?: string; readonly path?: string | null };
    return typeof options.path === "string" ? "localhost" : (options.host ?? "localhost");
  }
  if (typeof first === "number") return typeof second === "string" ? second : "localhost";
  return "localhost";
}

function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith("127.");
  return host === "localhost" || host === "::1";
}
