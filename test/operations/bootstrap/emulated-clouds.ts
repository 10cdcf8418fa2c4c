import type { EnvironmentSpec } from "../../../blueprint/environment";
import type { Command, Ran, World } from "../../../operations/bootstrap/step";

/** An option's value. */
export function valueOf(command: Command, option: string): string {
  return command[command.indexOf(option) + 1] ?? "";
}

const said = (stdout: string): Ran => ({ status: 0, stdout: `${stdout}\n`, stderr: "" });
const refused = (stderr: string): Ran => ({ status: 254, stdout: "", stderr });

/** The accounts of one stack as they are before anything is done, by what `aws`, `gh`, `pulumi` and `make` answer. */
export class EmulatedClouds {
  public readonly ran: string[] = [];
  public account: string;
  /** Ends the command line before, or after, the nth change. */
  public killAt: { readonly change: number; readonly when: "before" | "after" } | undefined;
  private readonly facts = new Map<string, string>();
  private changes = 0;

  public constructor(
    private readonly stack: string,
    private readonly spec: EnvironmentSpec,
  ) {
    this.account = spec.aws.accountId;
  }

  public readonly world: World = {
    ask: (command) => Promise.resolve(this.answered(command)),
    run: (command) => {
      this.changes++;
      if (this.killAt?.change === this.changes && this.killAt.when === "before")
        throw new Error("killed");
      this.ran.push(command.slice(0, 3).join(" "));
      this.change(command);
      if (this.killAt?.change === this.changes) throw new Error("killed");
      return Promise.resolve(said(""));
    },
    cloudflare: { find: (path, schema) => Promise.resolve(schema.parse(this.cloudflare(path))) },
    neon: { find: (path, schema) => Promise.resolve(schema.parse({ id: path.split("/").at(-1) })) },
  };

  /** A person does what a line says. */
  public do(line: string): void {
    const worker = /--name (\S+)/.exec(line)?.[1];
    const secret = /--secret-id (\S+)/.exec(line)?.[1];
    const gate = /gh (secret|variable) set (\S+)/.exec(line);
    if (worker !== undefined) this.facts.set(`stored ${worker}`, "");
    if (secret !== undefined) this.facts.set(`value ${secret}`, "");
    if (gate !== null) this.facts.set(`${gate[1] ?? ""} ${gate[2] ?? ""}`, "");
    if (line.startsWith("https://console.aws")) this.facts.set("slack", "");
    if (line.startsWith("https://one.dash")) this.facts.set("team", "");
    if (line.startsWith("https://dash.")) this.facts.set("signed", "");
    if (line.startsWith("Confirm")) this.facts.set("confirmed", "");
    if (line.startsWith("docs/runbooks")) this.facts.set("role", "");
    if (line.startsWith("$ make init")) this.facts.set("template", "");
    if (line.startsWith("$ git")) this.facts.set("committed", "");
  }

  private answered(command: Command): Ran {
    const has = (fact: string, text = ""): Ran =>
      this.facts.has(fact) ? said(text) : refused(`no ${fact}`);
    const names = (kind: string): string =>
      [...this.facts.keys()]
        .filter((fact) => fact.startsWith(`${kind} `))
        .map((fact) => fact.slice(kind.length + 1))
        .join("\n");
    switch (command.slice(0, 3).join(" ")) {
      case "aws sts get-caller-identity":
        return said(this.account);
      case "aws kms describe-key":
        return has("state");
      case "aws s3api get-bucket-encryption":
        return has("state", '{"SSEAlgorithm": "aws:kms"}');
      case "aws backup describe-region-settings":
        return said(this.facts.has(`backup ${valueOf(command, "--region")}`) ? "True" : "False");
      case "aws chatbot describe-slack-workspaces":
        return said(this.facts.has("slack") ? (this.spec.alerts.slack?.teamId ?? "") : "");
      case "aws secretsmanager describe-secret":
        if (!this.facts.has("first up")) return refused("ResourceNotFoundException");
        return said(
          this.facts.has(`value ${valueOf(command, "--secret-id")}`)
            ? '{"0a1": ["AWSCURRENT"]}'
            : "null",
        );
      case "aws sns list-subscriptions-by-topic":
        return said(this.facts.has("confirmed") ? "" : "a@acme.example");
      case "aws iam get-role":
        return has("role");
      case "pulumi whoami --json":
        return said(JSON.stringify({ url: this.facts.get("login") ?? "https://api.pulumi.com" }));
      case "pulumi stack ls":
        return said(JSON.stringify(this.facts.has("stack") ? [{ name: this.stack }] : []));
      case "pulumi stack output":
        return said("quiet-sea");
      case "pulumi preview --stack":
        return has(command.includes("--exclude") ? "first up" : "up");
      case "grep -q projectId: quiet-sea$":
        return has("template");
      case "git diff --quiet":
        return has("committed");
      case `make running ENV=${this.stack}`:
        return has("up");
      case "gh secret list":
        return said(names("secret"));
      case "gh variable list":
        return said(names("variable"));
    }
    if (command[0] === "gh") return said(String(this.spec.github.repositoryId));
    throw new Error(`nobody emulates ${command.join(" ")}`);
  }

  private change(command: Command): void {
    switch (command.slice(0, 3).join(" ")) {
      case "aws cloudformation deploy":
        this.facts.set("state", "");
        return;
      case "aws backup update-region-settings":
        this.facts.set(`backup ${valueOf(command, "--region")}`, "");
        return;
      case "pulumi stack init":
        this.facts.set("stack", "");
        return;
      case "pulumi up --stack":
        // The services that read a secret start with it.
        if (!command.includes("--exclude") && !this.hasAllValues())
          throw new Error("a task can't start");
        this.facts.set(command.includes("--exclude") ? "first up" : "up", "");
        return;
    }
    if (command[1] === "login") this.facts.set("login", command[2] ?? "");
    else throw new Error(`nobody emulates ${command.join(" ")}`);
  }

  private hasAllValues(): boolean {
    const external = this.spec.secrets.filter(({ source }) => source === "external");
    const written = [...this.facts.keys()].filter((fact) => /^(?:value|stored) /.test(fact));
    return written.length === external.length;
  }

  private cloudflare(path: string): unknown {
    const { accountId, zoneId } = this.spec.cloudflare;
    if (path === `/zones/${zoneId}`) return { result: { account: { id: accountId } } };
    if (path.endsWith("/dnssec"))
      return { result: { status: this.facts.has("signed") ? "active" : "pending" } };
    if (path.endsWith("/organizations")) {
      const domain = this.spec.login?.issuer.replace("https://", "") ?? "";
      return { result: { auth_domain: this.facts.has("team") ? domain : "another" } };
    }
    const stored = [...this.facts.keys()].filter((fact) => fact.startsWith("stored "));
    return { result: stored.map((fact) => ({ name: fact.slice("stored ".length) })) };
  }
}
