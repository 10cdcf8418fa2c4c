/** Words for a secret, alone or as the end of a word that runs together: `pgpassword`, `apikey`. */
const secretWord =
  /(?:passwords?|passwds?|passphrases?)$|^(?:pwd|pw|secrets?|tokens?|credentials?|creds)$|^(?:api|access|auth|client|secret|private)(?:key|token|secret)s?$/;

const keyWord = /^keys?$/;

/** A key to something that nobody keeps from others: `PUBLIC_KEY`, `SORT_KEY`. */
const openKeys = words(
  "cache dedup foreign idempotency index kms lookup map object partition primary public publishable range routing row s3 site sort storage translation verification verify",
);

/** What follows a secret's word where its name tells something about it, and not the secret itself. */
const about = words(
  "age alg algorithm allowed arn attempts audience bucket claim claims complexity cookie cost count day days dir disabled domain enabled endpoint expiration expires expiry field file files folder format header headers hint history host hostname hour hours id ids interval issuer iterations kind label length lifetime limit manager max maximum message method min minimum minute minutes mode ms name names number optional param parameter path paths pattern per period placeholder policy port prefix provider quota regex region required reset retries rotation rounds rule rules scheme scope scopes seconds server service size source store strength subject suffix template timeout title ttl type uri uris url urls vault version",
);

/** How the name of a limit or of a switch begins: `MAX_TOKENS`, `REQUIRE_PASSWORD`. */
const limits = words(
  "allow disable enable has is max maximum min minimum num require show skip use",
);

/** Whether what is called so is most likely a secret. */
export function namesSecret(name: string): boolean {
  const parts = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== "");
  const [first = ""] = parts;
  const last = parts.map(isSecretWord).lastIndexOf(true);
  return last >= 0 && !limits.has(first) && !parts.slice(last + 1).some((part) => about.has(part));
}

function isSecretWord(part: string, index: number, parts: readonly string[]): boolean {
  if (secretWord.test(part)) return true;
  const before = parts[index - 1];
  if (part === "pass") return before !== undefined && index === parts.length - 1;
  if (!keyWord.test(part)) return false;
  return before === undefined ? parts.length === 1 : !openKeys.has(before);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
