import type { ResourceModels } from "./model";

export const resourceModels: ResourceModels = {
  // Hex digits are no strong password, but a preview prints none of them and no cloud ever sees one.
  "random:index/randomPassword:RandomPassword": ({ hex, inputs }) => ({
    id: "none",
    outputs: {
      result: hex(64, "result").slice(0, Number(inputs.length)),
      bcryptHash: `$2a$10$${hex(53, "bcrypt")}`,
    },
    secretOutputs: ["result", "bcryptHash"],
  }),
};
