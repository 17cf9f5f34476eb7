import { advise } from '../../words/commands.ts';
import { edit, showField } from '../remedies.ts';
import { showSecretKeys } from '../settings.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Hugging Face and its like: where init containers get models from. */

const showToken = (context: SignatureContext) =>
  showField(context, `see whether ${context.container} itself gets a token (HF_TOKEN)`, '.env', '.envFrom');
const giveToken = (context: SignatureContext) =>
  edit(
    context,
    `give ${context.container} the env HF_TOKEN from a Secret: init containers do not inherit the env of the app (KServe: in the ClusterStorageContainer, or in a Secret of the service account)`,
  );

export const modelHubs: readonly Signature[] = [
  {
    id: 'hub-gated',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /Access to model (?<name>[\w./-]{1,120}) is restricted|Cannot access gated repo|GatedRepoError|not in the authorized list|awaiting a review from the repo authors/,
    in: 'log',
    cause: (groups, context) =>
      `the model hub (Hugging Face) refuses ${context.container} the gated model${groups.name ? ` ${groups.name}` : ''} (401 or 403): the container has no token, or the account of the token was not granted access to the model`,
    fixes: (_, context) => [
      showToken(context),
      giveToken(context),
      advise(
        'accept the terms of the model on huggingface.co with the account that the token belongs to; the token needs the right to read gated repositories',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Access to model meta-llama/Llama-3.1-8B is restricted. You must have access to it and be authenticated to access it. Please log in.',
      'huggingface_hub.errors.GatedRepoError: 401 Client Error. (Request ID: Root=1-6)',
      'Cannot access gated repo for url https://huggingface.co/meta-llama/Llama-3.1-8B/resolve/main/config.json.',
    ],
    lookAlikes: ['Access to model registry granted', 'Fetching 17 files: 100%'],
  },
  {
    id: 'hub-login',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /(?<status>40[13]) Client Error.{0,60} for url: ?(?<url>https?:\/\/(?:huggingface\.co|hf\.co|api\.ngc|civitai)\S{0,200})|RepositoryNotFoundError|Invalid credentials in Authorization header|(?:User Access Token|HF_TOKEN).{0,60}(?:expired|invalid)|Invalid user token\b|hf_hub.{0,40}(?:401|[Uu]nauthorized)|\bngc\b.{0,60}(?:[Uu]nauthorized|[Ii]nvalid API key|401)/,
    in: 'log',
    cause: (groups, context) =>
      `the model hub does not give ${context.container} what it asks for${groups.status ? ` (HTTP ${groups.status})` : ''}: its token is missing, wrong or expired, or the name of the repository does not exist (a private one looks the same)`,
    fixes: (_, context) => [
      showToken(context),
      showSecretKeys(context),
      giveToken(context),
      edit(context, 'or correct the name of the repository or its revision'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://huggingface.co/acme/model/resolve/main/config.json',
      'huggingface_hub.errors.RepositoryNotFoundError: 404 Client Error.',
      'Invalid credentials in Authorization header',
    ],
    lookAlikes: [
      'requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.shop.test/v1',
      'ngc registry model download complete',
    ],
  },
];
