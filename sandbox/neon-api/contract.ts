import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import {
  type OpenApiDocument,
  type Operation,
  readDocument,
  resolve,
  toJsonSchema,
  type Values,
} from "./open-api";

/** An operation that Neon publishes, for one request's path. */
export interface Match {
  /** The client's name for it, for example `getConnectionUri`. */
  readonly method: string;
  /** Status of a reply that went well: 200, 201 or 202. */
  readonly status: number;
  /** Whether a delete answers 204 when there is nothing to delete. */
  readonly mayBeGone: boolean;
  readonly path: Readonly<Record<string, string>>;
  readonly operation: PublishedOperation;
}

interface PublishedOperation extends Operation {
  readonly httpMethod: string;
  readonly template: readonly string[];
  readonly all: readonly Values[];
}

/** What of a request is checked. */
export interface CheckedRequest {
  readonly query: Readonly<Record<string, string>>;
  /** `undefined` where the request has none. */
  readonly body: unknown;
}

/** Neon's API as the client's package describes it: tells what a request or a reply has that Neon's would not. */
export class Contract {
  private readonly operations: readonly PublishedOperation[];
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv({ allErrors: true, formats, allowUnionTypes: true });
  private readonly coercing = new Ajv({ allErrors: true, formats, coerceTypes: true });

  public constructor(private readonly document: OpenApiDocument) {
    this.operations = Object.entries(document.paths).flatMap(([template, item]) =>
      httpMethods.flatMap((httpMethod) => {
        const operation = item[httpMethod];
        if (operation === undefined) return [];
        const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((each) =>
          resolve(document, each),
        );
        return [{ ...operation, httpMethod, template: template.split("/"), all }];
      }),
    );
  }

  /** The client's names of every published operation. */
  public get methods(): readonly string[] {
    return this.operations.map(({ operationId }) => clientName(operationId));
  }

  /** The operation that a request asks for; `undefined` where Neon publishes none. */
  public match(httpMethod: string, pathname: string): Match | undefined {
    const segments = pathname.split("/");
    for (const operation of this.operations) {
      if (operation.httpMethod !== httpMethod.toLowerCase()) continue;
      const path = matchTemplate(operation.template, segments);
      if (path === undefined) continue;
      const statuses = Object.keys(operation.responses).map(Number);
      return {
        method: clientName(operation.operationId),
        status: statuses.find((status) => [200, 201, 202].includes(status)) ?? 200,
        mayBeGone: statuses.includes(204),
        path,
        operation,
      };
    }
    return undefined;
  }

  /** What Neon's description does not allow in the request. */
  public requestProblems({ operation, path }: Match, request: CheckedRequest): readonly string[] {
    return [
      ...this.parameterProblems(operation, "path", path),
      ...this.parameterProblems(operation, "query", request.query),
      ...this.bodyProblems(operation, request.body),
    ];
  }

  /** What Neon's description does not allow in a reply that went well. */
  public replyProblems({ operation }: Match, status: number, body: unknown): readonly string[] {
    const response = operation.responses[String(status)];
    if (response === undefined) return [`status ${String(status)} is not described`];
    const schema = schemaOf(resolve(this.document, response));
    if (schema === undefined) return [];
    return this.check(`${operation.operationId} reply ${String(status)}`, "reply", schema, body);
  }

  private parameterProblems(
    operation: PublishedOperation,
    place: "path" | "query",
    values: Readonly<Record<string, string>>,
  ): readonly string[] {
    const described = operation.all.filter((parameter) => parameter.in === place);
    const unknown = Object.keys(values).filter((name) => !described.some((p) => p.name === name));
    return [
      ...unknown.map((name) => `${place} parameter ${name} is not described`),
      ...described.flatMap((parameter) => {
        const name = String(parameter.name);
        const value = values[name];
        if (value === undefined) {
          return parameter.required === true ? [`${place} parameter ${name} is missing`] : [];
        }
        const key = `${operation.operationId} ${place} ${name}`;
        const validate = this.compiled(key, this.coercing, {
          type: "object",
          properties: { [name]: toJsonSchema(this.document, parameter.schema as Values) },
        });
        return validate({ [name]: value }) ? [] : explain(place, validate.errors);
      }),
    ];
  }

  private bodyProblems(operation: PublishedOperation, body: unknown): readonly string[] {
    const described = operation.requestBody;
    if (described === undefined) return body === undefined ? [] : ["no body is described"];
    if (body === undefined) return described.required === true ? ["the body is missing"] : [];
    const schema = schemaOf(described);
    if (schema === undefined) return [];
    return this.check(`${operation.operationId} body`, "body", schema, body);
  }

  private check(key: string, place: string, schema: Values, value: unknown): readonly string[] {
    const validate =
      this.validators.get(key) ?? this.compiled(key, this.ajv, toJsonSchema(this.document, schema));
    return validate(value) ? [] : explain(place, validate.errors);
  }

  private compiled(key: string, ajv: Ajv, schema: Values): ValidateFunction {
    const validate = this.validators.get(key) ?? ajv.compile(schema);
    this.validators.set(key, validate);
    return validate;
  }
}

let published: Contract | undefined;

/** The contract of the installed client, read once in a process. */
export function publishedContract(): Contract {
  published ??= new Contract(readDocument());
  return published;
}

const httpMethods = ["get", "post", "put", "patch", "delete"] as const;

const formats = {
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uri: /^[a-z][a-z+.-]*:\/\//,
  int: true,
  int32: true,
  int64: true,
  uint64: true,
  double: true,
  binary: true,
} as const;

/** The client's generator writes `URI` and `VPC` as words. */
function clientName(operationId: string): string {
  return operationId.replace(
    /([A-Z])([A-Z]+)(?=[A-Z]|$)/g,
    (_, first: string, rest: string) => first + rest.toLowerCase(),
  );
}

function matchTemplate(
  template: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? "";
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined) path[name] = decodeURIComponent(segment);
    else if (part !== segment) return undefined;
  }
  return path;
}

function schemaOf(content: Values): Values | undefined {
  const types = content.content as Readonly<Record<string, Values>> | undefined;
  return types?.["application/json"]?.schema as Values | undefined;
}

function explain(place: string, errors: readonly ErrorObject[] | null | undefined): string[] {
  return (errors ?? []).map(({ instancePath, message = "is wrong", params }) => {
    const extra = (params as { additionalProperty?: string }).additionalProperty;
    const what = extra === undefined ? message : `${message}: ${extra}`;
    return `${place}${instancePath.replaceAll("/", ".")} ${what}`;
  });
}
