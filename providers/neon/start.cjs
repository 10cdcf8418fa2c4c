// @ts-check
/**
 * Starts the provider where the engine has the Node language plugin, whose launcher would compile and check it by options of
 * its own: another level of the language, and no file beside this folder.
 */
require("tsx/cjs/api").register();
require("./main");
