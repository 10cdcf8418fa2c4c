import type postgres from "postgres";

const never = new Promise<never>(() => undefined);

/**
 * All of it or nothing. The client falls over, and the process with it, when something is sent by a session that has ended within a
 * transaction, be it the next statement, ROLLBACK or COMMIT: nothing is.
 *
 * @param options - after BEGIN.
 * @throws what the work throws, or the client's error where the session ended.
 */
export function together<Result>(
  sql: postgres.Sql,
  options: string,
  work: (transaction: postgres.TransactionSql) => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let end: Error | undefined;
    const begun = sql.begin(options, async (transaction) => {
      try {
        const result = await work(guarded(transaction, () => end));
        return end === undefined ? { result } : await never;
      } catch (error) {
        if (end === undefined && !isGone(error)) throw error;
        reject(asError(error));
        return never;
      }
    });
    begun.then(
      ({ result }) => {
        resolve(result);
      },
      (error: unknown) => {
        end = asError(error);
        reject(end);
      },
    );
  });
}

function guarded(
  transaction: postgres.TransactionSql,
  end: () => Error | undefined,
): postgres.TransactionSql {
  const alive = () => {
    const error = end();
    if (error !== undefined) throw error;
  };
  return new Proxy(transaction, {
    apply(target, self, args) {
      alive();
      return Reflect.apply(target, self, args) as unknown;
    },
    get(target, key) {
      if (key === "unsafe") alive();
      return Reflect.get(target, key) as unknown;
    },
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Whether the session went with it. */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const severity: unknown = Reflect.get(error, "severity");
  if (severity !== undefined) return severity !== "ERROR";
  return /^(CONNECTION_|E[A-Z]+$)/.test(String(Reflect.get(error, "code")));
}
