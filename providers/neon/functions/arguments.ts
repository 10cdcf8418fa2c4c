/** A question changes nothing, so that another argument is another question. */
export const required = { change: "ignored", required: true } as const;
export const optional = { change: "ignored", removal: "kept" } as const;
