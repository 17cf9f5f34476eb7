/** The plugin's name as kubectl users type it; file names and usage texts follow from it. */
export const pluginName = 'initdoctor';
export const executable = `kubectl-${pluginName}`;
export const invocation = `kubectl ${pluginName}`;
