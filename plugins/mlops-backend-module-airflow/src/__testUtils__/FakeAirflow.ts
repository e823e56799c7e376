import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Run {
  state: string;
  conf: any;
  body: any;
}

/** A server with as much of Airflow's stable REST API (v1 and v2) as runs of DAGs need, which behaves as its documentation says. */
export class FakeAirflow {
  readonly dags = new Map<string, { is_paused: boolean }>();
  /** By `dag_id/dag_run_id`. */
  readonly runs = new Map<string, Run>();
  readonly failedTasks: string[] = [];
  readonly asked: string[] = [];
  /** Answers with this in place of its own, where it is set for a request such as `POST /dags/x/dagRuns`. */
  readonly answers = new Map<string, [status: number, body: unknown]>();
  /** What waits for requests that are never answered. */
  isSilent = false;
  url = '';
  private readonly server: Server;
  private tokens = 0;
  private goodToken?: string;
  private refusal: [number, unknown] = [403, { detail: 'Invalid JWT token' }];

  /** @param version - v1 takes user name and password, v2 a token that it gives for them */
  constructor(private readonly version: 'v1' | 'v2') {
    this.server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      this.asked.push(`${request.method} ${request.url}`);
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

  /** Tokens are good no more, since they are over or Airflow has another secret. */
  endTokens(why: 'Token Expired' | 'Invalid JWT token'): void {
    this.goodToken = undefined;
    this.refusal = [why === 'Token Expired' ? 401 : 403, { detail: why }];
  }

  private answer(request: IncomingMessage, body: any): [number, unknown] {
    const { pathname } = new URL(request.url!, this.url);
    const authorization = request.headers.authorization;
    if (this.version === 'v2' && pathname === '/auth/token') {
      if (body.username !== 'mlops' || body.password !== 'secret') {
        return [401, { detail: 'Invalid credentials' }];
      }
      this.goodToken = `jwt-${++this.tokens}`;
      return [201, { access_token: this.goodToken }];
    }
    const good =
      this.version === 'v1'
        ? `Basic ${Buffer.from('mlops:secret').toString('base64')}`
        : `Bearer ${this.goodToken}`;
    if (authorization !== good && authorization !== 'Bearer static') {
      return this.version === 'v2' && authorization
        ? this.refusal
        : [401, { detail: 'Not authenticated' }];
    }
    const path = pathname.replace(`/api/${this.version}`, '');
    const scripted = this.answers.get(`${request.method} ${path}`);
    return scripted ?? this.resource(request.method!, path.split('/').slice(1), body);
  }

  private resource(
    method: string,
    [, dag, kind, id, tasks]: string[],
    body: any,
  ): [number, unknown] {
    const found = this.dags.get(dag);
    if (!found) {
      return [404, { detail: `The DAG with dag_id: \`${dag}\` was not found` }];
    }
    if (kind === undefined) {
      return [200, { dag_id: dag, ...found }];
    }
    if (id === undefined) {
      return this.trigger(dag, body);
    }
    const run = this.runs.get(`${dag}/${id}`);
    if (!run) {
      return [404, { detail: `The DagRun with run_id: \`${id}\` was not found` }];
    }
    if (tasks) {
      return [200, { task_instances: this.failedTasks.map(task_id => ({ task_id })) }];
    }
    if (method === 'PATCH') {
      run.state = body.state;
    }
    return [200, { dag_id: dag, dag_run_id: id, state: run.state, conf: run.conf }];
  }

  private trigger(dag: string, body: any): [number, unknown] {
    if (this.version === 'v2' && !('logical_date' in body)) {
      return [422, { detail: [{ type: 'missing', loc: ['body', 'logical_date'], input: body }] }];
    }
    const key = `${dag}/${body.dag_run_id}`;
    if (this.runs.has(key)) {
      return [409, { detail: 'Unique constraint violation' }];
    }
    this.runs.set(key, { state: 'queued', conf: body.conf, body });
    return [200, { dag_id: dag, dag_run_id: body.dag_run_id, state: 'queued' }];
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
