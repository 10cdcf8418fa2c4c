/** Read from terraform-provider-random 3.9.0: every input. */
export const random: Readonly<Record<string, readonly string[]>> = {
  "random:index/randomPassword:RandomPassword": [
    "keepers",
    "length",
    "lower",
    "minLower",
    "minNumeric",
    "minSpecial",
    "minUpper",
    "number",
    "numeric",
    "overrideSpecial",
    "special",
    "upper",
  ],
};
