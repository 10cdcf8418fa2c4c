/** Actions as the pack writes them down, `s3: GetObject PutObject, kms: Decrypt`, in IAM's own form. */
export function actionsIn(text: string): readonly string[] {
  return text.split(",").flatMap((part) => {
    const [service = "", names = ""] = part.split(/:\s+/);
    return names
      .trim()
      .split(/\s+/)
      .map((name) => `${service.trim()}:${name}`);
  });
}
