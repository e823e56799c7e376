import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server with as much of the REST API v2beta1 of Kubeflow Pipelines as runs need, which behaves as its definition says. */
export class FakeKubeflow {
  /** By `run_id`. */
  readonly runs = new Map<string, any>();
  /** The versions of each pipeline, the newest first. */
  readonly pipelines = new Map<string, string[]>();
  readonly asked: string[] = [];
  /** Answers with this in place of its own, where it is set for a request such as `POST /runs`. */
  readonly answers = new Map<string, [status: number, body: unknown]>();
  /** Whether requests are never answered. */
  isSilent = false;
  token = 'good';
  url = '';
  private readonly server: Server;

  constructor() {
    this.server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      this.asked.push(`${request.method} ${decodeURIComponent(request.url!)}`);
      if (this.isSilent) {
        return;
      }
      const [status, answer] = this.answer(request, body);
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(status === 302 && { location: String(answer) }),
      });
      response.end(JSON.stringify(answer));
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
    const { pathname, searchParams } = new URL(request.url!, this.url);
    const path = pathname.replace('/apis/v2beta1', '');
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      return [401, { code: 16, message: 'Request header error: there is no user identity' }];
    }
    const scripted = this.answers.get(`${request.method} ${path}`);
    if (scripted) {
      return scripted;
    }
    if (path === '/runs') {
      return request.method === 'POST' ? this.create(body) : this.list(searchParams);
    }
    const [, kind, id, rest] = path.split('/');
    if (kind === 'pipelines' && rest === 'versions') {
      return this.versions(id);
    }
    const [runId, verb] = id.split(':');
    const run = this.runs.get(runId);
    if (!run) {
      return [404, { code: 5, message: `Run ${runId} not found` }];
    }
    if (verb === 'terminate') {
      run.state = 'CANCELING';
      return [200, {}];
    }
    return [200, run];
  }

  private create(body: any): [number, unknown] {
    const { pipeline_id: id, pipeline_version_id: version } = body.pipeline_version_reference;
    if (!this.pipelines.get(id)?.includes(version)) {
      return [404, { code: 5, message: `PipelineVersion ${version} not found` }];
    }
    // Names aren't unique.
    const run = { ...body, run_id: `kfp-${this.runs.size + 1}` };
    this.runs.set(run.run_id, run);
    return [200, run];
  }

  private list(query: URLSearchParams): [number, unknown] {
    const { predicates } = JSON.parse(query.get('filter')!);
    const [{ operation, key, string_value: value }] = predicates;
    if (operation !== 'EQUALS') {
      return [400, { code: 3, message: 'Invalid operation' }];
    }
    const experiment = query.get('experiment_id');
    const runs = [...this.runs.values()].filter(
      run => run[key] === value && (experiment === null || run.experiment_id === experiment),
    );
    // A gateway leaves out what is empty.
    return [200, runs.length === 0 ? {} : { runs, total_size: runs.length }];
  }

  private versions(pipeline: string): [number, unknown] {
    const versions = this.pipelines.get(pipeline);
    if (!versions) {
      return [404, { code: 5, message: `Pipeline ${pipeline} not found` }];
    }
    return [200, { pipeline_versions: versions.map(id => ({ pipeline_version_id: id })) }];
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
