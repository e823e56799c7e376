import type { GithubCredentialsProvider } from '@backstage/integration';
import { JsonApi } from '@mlops-backstage/plugin-mlops-node';
import type { JsonAnswer } from '@mlops-backstage/plugin-mlops-node';
import type { AllowedWorkflow } from './readGithubActionsConfig';

/** Short enough for all that handing a run over takes. */
const TIMEOUT_MS = 15_000;
/** The version of GitHub's REST API, the oldest that there is, which GitHub Enterprise Server has too. */
const VERSION = '2022-11-28';

/** The REST API of GitHub for a repository, with the app or the token of `integrations.github`. */
export class GithubApi {
  /** @param timeoutMs - how long GitHub may take for an answer */
  constructor(
    private readonly credentials: GithubCredentialsProvider,
    private readonly timeoutMs: number = TIMEOUT_MS,
  ) {}

  /** @param path - behind that of the repository */
  async ask(
    { apiUrl, path: repository, repository: url }: AllowedWorkflow,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<JsonAnswer> {
    const token = await this.tokenFor(url);
    return new JsonApi('GitHub', apiUrl, {}, this.timeoutMs).ask(method, `${repository}${path}`, {
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': VERSION,
        authorization: `Bearer ${token}`,
      },
      ...(body && { body }),
    });
  }

  private async tokenFor(url: string): Promise<string> {
    const { token } = await this.credentials.getCredentials({ url });
    if (!token) {
      throw new Error(`integrations.github has neither an app nor a token for ${url}`);
    }
    return token;
  }
}
