/** Folder of what was built, by its digest and relative to the project: what has other bytes has another path. */
export function artifactFolder(digest: string): string {
  return `.artifacts/${digest.slice(digest.indexOf(":") + 1)}`;
}
