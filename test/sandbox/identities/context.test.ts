import { expect } from "chai";
import { contextOf } from "../../../sandbox/identities/aws/context";

const role = "arn:aws:iam::111111111111:role/acme-dev-task";
const [had, asked] = [
  "arn:aws:iam::111111111111:policy/wide",
  "arn:aws:iam::111111111111:policy/dev",
];

/** What AWS knows of a request about a role that has one boundary, made for one that is to have another. */
const boundaryOf = (action: string) =>
  contextOf(action, role, {
    operation: "update",
    region: "eu-west-1",
    values: { permissionsBoundary: asked },
    before: {},
    attributes: { tags: () => undefined, boundary: () => had, aliases: () => [] },
  })["iam:PermissionsBoundary"];

describe("the boundary that a condition of IAM is asked about", () => {
  it("is the one that the call sets, where it sets one", () => {
    for (const action of ["iam:CreateRole", "iam:PutRolePermissionsBoundary"]) {
      expect(boundaryOf(action), action).to.equal(asked);
    }
  });

  it("is otherwise the one that the role has", () => {
    for (const action of ["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:DetachRolePolicy"]) {
      expect(boundaryOf(action), action).to.equal(had);
    }
  });
});
