import { recordsIn } from "../../read";
import { stackRule, violationOf } from "../../rule";
import { containersOf, taskDefinitionType } from "../release/containers";

const secretType = "aws:secretsmanager/secret:Secret";

export const secretRequireReader = stackRule({
  id: "secret-require-reader",
  title: "A container starts with every secret that is called after it, under its name",
  why: "it would find out that it has none when somebody needs it",
  source: "SEC-1",
  fix: "Name it in the container's secrets[], or take the secret away.",
  types: [taskDefinitionType],
  check(task, { environment: { names } }, stack) {
    return violationOf(
      containersOf(task).flatMap((container) => {
        const given = recordsIn(container, "secrets").map(({ name }) => name);
        return stack.ofType(secretType).flatMap(({ props }) => {
          const [owner = "", name] = String(props.name).split("/");
          const isItsOwn = names.some((own) => owner === `${own}-${String(container.name)}`);
          return isItsOwn && !given.includes(name)
            ? [`starts ${String(container.name)} without ${String(name)}, which is called after it`]
            : [];
        });
      }),
    );
  },
});
