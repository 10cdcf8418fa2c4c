import { textAt, valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, notApplicable, stackRule, violation } from "../../rule";
import { accessApplicationTypes, isBypass, policiesOf, saysAdmin, urisOf } from "./access-policies";
import { isProof, isProxiable, recordTypes } from "./records";

/** By which a name, or a path of one, becomes reachable. */
const reached: Readonly<Record<string, (resource: PolicyResource) => string | undefined>> = {
  ...Object.fromEntries(recordTypes.map((type) => [type, recordedName])),
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": ({ props }) =>
    textAt(props, "hostname"),
  "cloudflare:index/workersRoute:WorkersRoute": ({ props }) => textAt(props, "pattern"),
};

export const hostRequireLogin = stackRule({
  id: "host-require-login",
  severity: "critical",
  title: "A name of the staff's has a login before it, and before it is reachable",
  why: "between the record and the login everybody comes in",
  source: "ACC-10",
  fix: "Write `login` in the workload's deploy.yaml, and let what leads there depend on the application.",
  types: Object.keys(reached),
  check(resource, { data }, stack) {
    const uri = reached[resource.type]?.(resource);
    if (uri === undefined) return notApplicable;
    const [host = "", ...path] = uri.replace(/^https?:\/\//, "").split("/");
    const [label = ""] = host.split(".");
    const address = [host, ...path].join("/");
    if (!saysAdmin(address) && !data.login.includes(label)) return notApplicable;
    const before = stack
      .of(accessApplicationTypes)
      .filter((application) => urisOf(application).some((its) => [host, address].includes(its)));
    const asking = before.find((application) => {
      const policies = policiesOf(application, stack);
      return policies.length > 0 && !policies.some(isBypass);
    });
    if (asking === undefined)
      return violation(`leads to ${address}, and no login stands before it`);
    return resource.dependencies.includes(asking.urn)
      ? compliant
      : violation(`may lead to ${address} before the login "${asking.name}" stands there`);
  },
});

/** An origin's name, which Cloudflare is not before, answers to Cloudflare alone (`ingress-require-path`). */
function recordedName({ props }: PolicyResource): string | undefined {
  const name = textAt(props, "name");
  if (!isProxiable(textAt(props, "type")) || isProof(name)) return undefined;
  return valueAt(props, "proxied") === true ? name : undefined;
}
