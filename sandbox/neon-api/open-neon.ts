import { type Api, createApiClient } from "@neondatabase/api-client";
import { NeonEmulator, type NeonEmulatorOptions } from "./neon-emulator";

/** An emulator with a client of it. */
export interface OpenNeon {
  readonly emulator: NeonEmulator;
  readonly client: Api<unknown>;
}

/** Starts an emulator whose operations are done by the next request, unless the options say otherwise. */
export async function openNeon(options: NeonEmulatorOptions = {}): Promise<OpenNeon> {
  const emulator = await NeonEmulator.start({ pace: { polls: 0 }, ...options });
  return { emulator, client: clientOf(emulator) };
}

export function clientOf(emulator: NeonEmulator, apiKey = emulator.apiKey): Api<unknown> {
  return createApiClient({ apiKey, baseURL: emulator.baseUrl });
}

/** An error reply. */
export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** How Neon refuses a call; throws if it does not. */
export async function refused(call: Promise<unknown>): Promise<Refused> {
  try {
    await call;
  } catch (error) {
    const { response } = error as {
      response?: { status: number; data: { code: string; message: string }; headers: object };
    };
    if (response === undefined) throw error;
    const { status, data, headers } = response;
    return { status, ...data, headers: { ...headers } };
  }
  throw new Error("the call was not refused");
}

/** The code of a connection that broke, for example `ECONNRESET`; throws if it does not break. */
export async function broken(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { response, code } = error as { response?: unknown; code?: string };
    if (response === undefined && code !== undefined) return code;
    throw error;
  }
  throw new Error("the connection did not break");
}
