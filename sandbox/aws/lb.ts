import type { ResourceModels } from "../model";
import { answerWithArn, arn, nameOf } from "./arn";

const service = "elasticloadbalancing";

export const resourceModels: ResourceModels = {
  "aws:lb/loadBalancer:LoadBalancer": (request) => {
    const name = nameOf(request);
    const arnSuffix = `app/${name}/${request.hex(16)}`;
    const scheme = request.inputs.internal === true ? "internal-" : "";
    const number = String(Number.parseInt(request.hex(8, "dns"), 16));
    return answerWithArn(arn(request, service, `loadbalancer/${arnSuffix}`), {
      name,
      arnSuffix,
      dnsName: `${scheme}${name}-${number}.${request.region}.elb.amazonaws.com`,
      zoneId: `Z${request.hex(13, "zone").toUpperCase()}`,
      ipAddressType: "ipv4",
      loadBalancerType: "application",
    });
  },
  "aws:lb/listener:Listener": (request) => {
    const loadBalancer = String(request.inputs.loadBalancerArn);
    const listener = loadBalancer.replace(":loadbalancer/", ":listener/");
    return answerWithArn(`${listener}/${request.hex(16)}`);
  },
  "aws:lb/listenerRule:ListenerRule": (request) => {
    const listener = String(request.inputs.listenerArn);
    return answerWithArn(`${listener.replace(":listener/", ":listener-rule/")}/${request.hex(16)}`);
  },
  "aws:lb/targetGroup:TargetGroup": (request) => {
    const name = nameOf(request);
    const arnSuffix = `targetgroup/${name}/${request.hex(16)}`;
    return answerWithArn(arn(request, service, arnSuffix), { name, arnSuffix });
  },
  "aws:lb/trustStore:TrustStore": (request) => {
    const name = nameOf(request);
    const arnSuffix = `truststore/${name}/${request.hex(16)}`;
    return answerWithArn(arn(request, service, arnSuffix), { name, arnSuffix });
  },
};
