import { fileURLToPath } from "node:url";
import type { SourcePosition } from "@pulumi/pulumi/proto/source_pb";

/** Frames from the SDK's hook up to the program: the constructors of `Resource`, of its kind and of the class itself. */
const constructors = 3;

/**
 * Where the program constructs a resource, as `file:line:column`; `undefined` where no program did.
 *
 * @param hook - the SDK's hook that was reached: the frame under the constructors.
 */
export function callerOf(hook: (...args: never[]) => unknown): string | undefined {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back where it was
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: NodeJS.CallSite | undefined } = {};
  Error.stackTraceLimit = constructors + 1;
  // One frame is placed in its file instead of all of them put into words.
  Error.prepareStackTrace = (_, frames) => frames[constructors];
  Error.captureStackTrace(holder, hook);
  const frame = holder.stack;
  Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  const file = frame?.getFileName();
  if (frame === undefined || typeof file !== "string") return undefined;
  return [file, frame.getLineNumber(), frame.getColumnNumber()].map(String).join(":");
}

/** The `file:line:column` of one line of a stack trace, whose path may hold spaces and brackets. */
export function positionIn(frame: string): string | undefined {
  const [, called, top] =
    /^\s+at (?:[^/]* \((.+:\d+:\d+)\)|(?:async )?(.+:\d+:\d+))$/.exec(frame) ?? [];
  return called ?? top;
}

/** The same from a request that went through the SDK's own machinery. */
export function callerIn(position: SourcePosition | undefined): string | undefined {
  const uri = position?.getUri() ?? "";
  if (position === undefined || !uri.startsWith("file:")) return undefined;
  const place = [position.getLine(), position.getColumn()].map(String).join(":");
  return `${fileURLToPath(uri)}:${place}`;
}
