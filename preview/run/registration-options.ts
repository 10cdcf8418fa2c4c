import * as resources from "@pulumi/pulumi/proto/resource_pb";
import type { RegistrationOptions } from "./recording";

/** A registration's options in the form in which transforms get and give them. */
export function optionsAsDeclared(
  request: resources.RegisterResourceRequest,
): resources.TransformResourceOptions {
  const options = new resources.TransformResourceOptions();
  options.setDependsOnList(request.getDependenciesList());
  if (request.hasProtect()) options.setProtect(request.getProtect() ?? false);
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setReplacementTrigger(request.getReplacementTrigger());
  options.setVersion(request.getVersion());
  options.setAliasesList(request.getAliasesList());
  options.setProvider(request.getProvider());
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  if (request.hasRetainondelete()) options.setRetainOnDelete(request.getRetainondelete() ?? false);
  options.setDeletedWith(request.getDeletedwith());
  options.setReplaceWithList(request.getReplaceWithList());
  if (request.getDeletebeforereplacedefined()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  options.setImport(request.getImportid());
  options.setHideDiffList(request.getHidediffsList());
  options.setHooks(request.getHooks());
  const providers = options.getProvidersMap();
  request.getProvidersMap().forEach((reference, name) => providers.set(name, reference));
  return options;
}

export function optionsOf(options: resources.TransformResourceOptions): RegistrationOptions {
  const timeouts = options.getCustomTimeouts();
  return {
    protect: options.getProtect() ?? false,
    ignoreChanges: options.getIgnoreChangesList(),
    deleteBeforeReplace: options.hasDeleteBeforeReplace()
      ? options.getDeleteBeforeReplace()
      : undefined,
    retainOnDelete: options.getRetainOnDelete() ?? false,
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    replaceOnChanges: options.getReplaceOnChangesList(),
    customTimeouts: {
      create: timeouts?.getCreate() ?? "",
      update: timeouts?.getUpdate() ?? "",
      delete: timeouts?.getDelete() ?? "",
    },
  };
}

/** The moments at which the program wants to be called, for example `beforeCreate`. */
export function hooksOf(options: resources.TransformResourceOptions): readonly string[] {
  const hooks = options.getHooks();
  if (hooks === undefined) return [];
  const moments = {
    beforeCreate: hooks.getBeforeCreateList(),
    afterCreate: hooks.getAfterCreateList(),
    beforeUpdate: hooks.getBeforeUpdateList(),
    afterUpdate: hooks.getAfterUpdateList(),
    beforeDelete: hooks.getBeforeDeleteList(),
    afterDelete: hooks.getAfterDeleteList(),
    onError: hooks.getOnErrorList(),
  };
  return Object.entries(moments).flatMap(([moment, names]) => (names.length > 0 ? [moment] : []));
}
