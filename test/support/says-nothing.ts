/** Whether a text for people holds what a program makes of a value that is none. */
export function saysNothing(text: string): boolean {
  return /\bundefined\b|\bNaN\b|\[object /.test(text);
}
