import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { PagesDomain } from "@pulumi/cloudflare/pagesDomain";
import { PagesProject } from "@pulumi/cloudflare/pagesProject";
import * as pulumi from "@pulumi/pulumi";
import type { StaticSiteSpec } from "../../blueprint/edge";
import type { IdentitySpec } from "../../blueprint/environment";
import { physicalName } from "../../blueprint/names";
import type { Login } from "./login";

/** A static site on Cloudflare Pages. */
export interface StaticSiteArgs {
  readonly spec: StaticSiteSpec;
  readonly identity: IdentitySpec;
  /** Cloudflare account that owns the project. */
  readonly accountId: string;
  /** Zone of the site's host names. */
  readonly zoneId: string;
  /** Needed exactly when the site asks for a login. */
  readonly login: Login | undefined;
}

/** Where Pages proves each time anew that a host's certificate is its own. */
const certificatePath = "/.well-known/acme-challenge";

/**
 * A Pages project of the environment's own and the host names that serve it. Pages knows two environments only and
 * gives a host name to one project, so the tiers do not share one; the release job uploads builds to it.
 */
export class StaticSite extends pulumi.ComponentResource {
  /** Address of the canonical host. */
  public readonly url: pulumi.Output<string>;
  public readonly projectName: pulumi.Output<string>;
  /** The project's own name under pages.dev. */
  public readonly subdomain: pulumi.Output<string>;
  /** What tells the project its host names. */
  public readonly domains: readonly PagesDomain[];

  public constructor(name: string, args: StaticSiteArgs, opts: pulumi.ComponentResourceOptions) {
    super("platform:cloudflare:StaticSite", name, {}, opts);
    const { spec } = args;
    const [canonicalHost] = spec.hosts;
    if (canonicalHost === undefined) {
      throw new pulumi.ResourceError(`Site ${name} has no host name that serves it`, this, true);
    }

    const project = this.declareProject(name, args);
    this.domains = spec.hosts.map((host) => this.introduce(name, args, project, host));
    const login = this.askForLogin(args, project);
    for (const host of spec.hosts)
      this.serve(name, args, project, host, [...this.domains, ...login]);

    this.url = pulumi.output(`https://${canonicalHost}`);
    this.projectName = project.name;
    this.subdomain = project.subdomain;
    this.registerOutputs({
      url: this.url,
      projectName: this.projectName,
      subdomain: this.subdomain,
    });
  }

  private declareProject(
    name: string,
    { spec, identity, accountId }: StaticSiteArgs,
  ): PagesProject {
    const variables = Object.entries(spec.variables);
    // Builds of other branches read the same plain variables: they never get more than the environment itself.
    const deploymentConfig = {
      compatibilityDate: spec.compatibilityDate,
      // The provider stores an empty map as none, and would find a change in it on every run.
      ...(variables.length > 0 && {
        envVars: Object.fromEntries(
          variables.map(([key, value]) => [key, { type: "plain_text", value }]),
        ),
      }),
      failOpen: false,
    };
    return new PagesProject(
      `${name}-project`,
      {
        accountId,
        name: physicalName("pagesProject", identity.product, identity.stack, spec.name),
        productionBranch: spec.branch,
        deploymentConfigs: { preview: deploymentConfig, production: deploymentConfig },
      },
      { parent: this },
    );
  }

  private introduce(
    name: string,
    { accountId }: StaticSiteArgs,
    project: PagesProject,
    host: string,
  ): PagesDomain {
    return new PagesDomain(
      `${name}-domain-${host}`,
      { accountId, projectName: project.name, name: host },
      { parent: this },
    );
  }

  /**
   * Before the hosts, the project's own name and those of its builds, which lead to the same files. Pages takes no host
   * before which a login stands already.
   */
  private askForLogin(
    { spec, login }: StaticSiteArgs,
    project: PagesProject,
  ): readonly pulumi.Resource[] {
    if (spec.login === undefined) return [];
    if (login === undefined) {
      const message = `Site ${spec.name} asks for a login, and the environment has none`;
      throw new pulumi.ResourceError(message, this, true);
    }
    const { uris, openUris } = spec.login;
    const certificates = spec.hosts.map((host) => `${host}${certificatePath}`);
    return login.before(
      spec.name,
      { uris, openUris: [...openUris, ...certificates] },
      [project.subdomain, pulumi.interpolate`*.${project.subdomain}`],
      this.domains,
    ).applications;
  }

  private serve(
    name: string,
    { spec, identity, zoneId }: StaticSiteArgs,
    project: PagesProject,
    host: string,
    after: readonly pulumi.Resource[],
  ): void {
    new DnsRecord(
      `${name}-record-${host}`,
      {
        zoneId,
        name: host,
        type: "CNAME",
        content: project.subdomain,
        proxied: true,
        ttl: 1,
        comment: `${identity.stack}: static site ${spec.name}`,
      },
      // A name that points at Pages before the project knows it answers with error 522.
      { parent: this, dependsOn: [...after] },
    );
  }
}
