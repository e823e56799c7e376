import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server answers to `return_run_details`: with the id of the run, without it, or with a refusal. */
export type Details = 'given' | 'ignored' | 'refused';

/** A server with as much of GitHub's REST API as runs of workflows need, which behaves as its description says. */
export class FakeGithub {
  /** The runs of `/repos/org/repository`, the newest first. */
  readonly runs: any[] = [];
  /** The inputs of each dispatch. */
  readonly dispatches: any[] = [];
  readonly asked: Array<{ request: string; authorization?: string }> = [];
  /** Answers with this in place of its own, where it is set for a request such as `POST /…/dispatches`. */
  readonly answers = new Map<string, [status: number, body: unknown]>();
  details: Details = 'given';
  /** Whether workflows name their runs by the input `mlops_run`. */
  namesRuns = true;
  /** So many lists of runs come without the newest run. */
  lag = 0;
  /** Whether requests are never answered. */
  isSilent = false;
  url = '';
  private readonly server: Server;

  /** @param inputs - the inputs that the workflow `train.yml` has */
  constructor(private readonly inputs: string[]) {
    this.server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      const path = request.url!;
      const { authorization } = request.headers;
      this.asked.push({ request: `${request.method} ${path}`, authorization });
      if (this.isSilent) {
        return;
      }
      const [status, answer] = this.answer(request, body);
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        ...(status === 302 && { location: String(answer) }),
      });
      response.end(status === 204 ? undefined : JSON.stringify(answer));
    });
  }

  async start(): Promise<void> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(done => this.server.close(done));
  }

  private answer(request: IncomingMessage, body: any): [number, unknown] {
    const { pathname } = new URL(request.url!, this.url);
    const asked = `${request.method} ${pathname}`;
    if (asked === 'GET /app/installations') {
      return [200, [{ id: 7, account: { login: 'org' }, repository_selection: 'all' }]];
    }
    if (asked === 'POST /app/installations/7/access_tokens') {
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      return [201, { token: 'ghs_app', expires_at, permissions: {}, repository_selection: 'all' }];
    }
    if (!['Bearer good', 'Bearer ghs_app'].includes(request.headers.authorization ?? '')) {
      return [401, { message: 'Bad credentials' }];
    }
    const path = pathname.replace('/repos/org/repository/actions', '');
    const scripted = this.answers.get(`${request.method} ${path}`);
    if (scripted) {
      return scripted;
    }
    if (path === '/workflows/train.yml/runs') {
      const runs = this.lag-- > 0 ? this.runs.slice(1) : this.runs;
      return [200, { total_count: runs.length, workflow_runs: runs }];
    }
    if (path === '/workflows/train.yml/dispatches') {
      return this.dispatch(body);
    }
    const [, id, verb] = /^\/runs\/(\d+)(\/cancel)?$/.exec(path) ?? [];
    const run = this.runs.find(one => String(one.id) === id);
    if (!run) {
      return [404, { message: 'Not Found' }];
    }
    if (!verb) {
      return [200, run];
    }
    if (run.status === 'completed') {
      return [409, { message: 'Cannot cancel a workflow run that is completed.' }];
    }
    Object.assign(run, { status: 'completed', conclusion: 'cancelled' });
    return [202, {}];
  }

  private dispatch({ ref, inputs, return_run_details: wanted }: any): [number, unknown] {
    if (wanted && this.details === 'refused') {
      return [422, { message: 'Invalid request.\n\n"return_run_details" is not a permitted key.' }];
    }
    if (ref !== 'main') {
      return [422, { message: `No ref found for: ${ref}` }];
    }
    const unknown = Object.keys(inputs).filter(name => !this.inputs.includes(name));
    if (unknown.length > 0) {
      return [422, { message: `Unexpected inputs provided: ${JSON.stringify(unknown)}` }];
    }
    this.dispatches.push(inputs);
    const id = 100 + this.dispatches.length;
    const title = this.namesRuns ? `Train ${inputs.mlops_run}` : 'train';
    this.runs.unshift({ id, display_title: title, status: 'queued', conclusion: null });
    return wanted && this.details === 'given' ? [200, { workflow_run_id: id }] : [204, undefined];
  }
}

async function bodyOf(request: IncomingMessage): Promise<any> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : undefined;
}
