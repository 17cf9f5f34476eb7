/** Names of settings, as environments have them: `DATABASE_URL`. */
const name = /\b[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,8}\b/g;
const missing =
  /not (?:set|defined|found|specified|provided|given|configured|present)|missing|required|must (?:be|set|specify|provide)|unset|undefined|empty|no value|KeyError|unbound|unspecified|null\b/i;

/** The settings that a line says are missing or empty. */
export const settingsMissingIn = (line: string): string[] => (missing.test(line) ? [...line.matchAll(name)].map(([word]) => word) : []);

/** Where programs look for credentials, by the table of the known line that misses or refuses them. */
const credentials: readonly (readonly [ids: RegExp, names: RegExp])[] = [
  [/^aws-/, /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE|SHARED_CREDENTIALS_FILE|CONFIG_FILE)$/],
  [/^gcp-/, /^(?:GOOGLE_(?:APPLICATION_)?CREDENTIALS|CLOUDSDK_AUTH_\w{1,40})$/],
  [/^azure-/, /^(?:AZURE_(?:CLIENT_SECRET|CLIENT_ID|TENANT_ID|STORAGE_\w{1,30})|AZCOPY_\w{1,40})$/],
  [/^hub-/, /^(?:HF_TOKEN|HUGGING_?FACE_\w{0,20}TOKEN|HF_\w{1,10}_TOKEN|NGC_(?:CLI_)?API_KEY)$/],
  [/^cloud-/, /^(?:OCI_CLI_\w{1,40}|OS_(?:PASSWORD|USERNAME|AUTH_URL|APPLICATION_CREDENTIAL_\w{1,20}))$/],
];

/** The names of the settings that a program of the cloud of this signature takes its credentials from. */
export const credentialNames = (signature: string): RegExp | undefined => credentials.find(([ids]) => ids.test(signature))?.[1];
