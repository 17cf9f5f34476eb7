/** The plugin's name as kubectl users type it; file names and usage texts follow from it. */
const pluginName = 'initdoctor';
export const invocation = `kubectl ${pluginName}`;
