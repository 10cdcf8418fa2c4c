import { createHash } from "node:crypto";
import type { ResourceModels } from "../model";
import { answerWithArn, arn } from "./arn";
import { uuid } from "./uuid";

/** A DNS challenge per distinct name; a wildcard shares that of the name it covers. */
function validationOption(domainName: string, accountId: string): Record<string, string> {
  const host = domainName.replace(/^\*\./, "");
  const token = createHash("sha256").update(`${accountId}|${host}`).digest("hex");
  return {
    domainName,
    resourceRecordName: `_${token.slice(0, 32)}.${host}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${token.slice(32)}.acm-validations.aws.`,
  };
}

export const resourceModels: ResourceModels = {
  "aws:acm/certificate:Certificate": (request) => {
    const { domainName, subjectAlternativeNames } = request.inputs;
    const alternatives: unknown[] = Array.isArray(subjectAlternativeNames)
      ? subjectAlternativeNames
      : [];
    const names = [...new Set([domainName, ...alternatives].map(String))];
    return answerWithArn(arn(request, "acm", `certificate/${uuid(request.hex(32))}`), {
      domainValidationOptions: names.map((name) => validationOption(name, request.accountId)),
      subjectAlternativeNames: names,
      status: "PENDING_VALIDATION",
      type: "AMAZON_ISSUED",
    });
  },
  "aws:acm/certificateValidation:CertificateValidation": () => ({
    id: "2026-01-01 00:00:00 +0000 UTC",
  }),
};
