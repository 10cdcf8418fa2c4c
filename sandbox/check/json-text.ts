/** `undefined` for what is no JSON, of which the text's own format says so. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
