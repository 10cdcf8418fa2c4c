/** An error reply of Neon's: `{request_id, code, message}`. */
export class NeonRefusal extends Error {
  public constructor(
    public readonly status: number,
    message: string,
    public readonly code = "",
  ) {
    super(message);
  }
}

export function notFound(what: string): NeonRefusal {
  return new NeonRefusal(404, `${what} not found`);
}

export function locked(): NeonRefusal {
  return new NeonRefusal(
    423,
    "project already has running conflicting operations, scheduling of new ones is prohibited",
  );
}
