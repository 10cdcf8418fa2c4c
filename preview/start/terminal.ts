/** What the standard output can show. */
export interface Terminal {
  readonly colour: boolean;
  /** Columns; 100 where there is no terminal to ask. */
  readonly width: number;
}

/** Colour on a terminal that can; NO_COLOR and FORCE_COLOR, where they are not empty, overrule it. */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: NodeJS.ProcessEnv,
): Terminal {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  const able = stream.isTTY === true && TERM !== "dumb";
  const wanted = FORCE_COLOR ? FORCE_COLOR !== "0" : able;
  const { columns = 0 } = stream;
  // A terminal of unknown size says 0.
  return { colour: wanted && !NO_COLOR, width: columns > 0 ? columns : 100 };
}
