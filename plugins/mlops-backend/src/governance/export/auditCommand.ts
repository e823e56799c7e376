import { createHash, createPublicKey } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { TrailExpectations } from './expectations';
import type { ExportFinding } from './ExportWalk';
import { openAuditDatabase } from './openAuditDatabase';
import { openConfiguredDatabase } from './openConfiguredDatabase';
import type { OpenDatabase } from './openConfiguredDatabase';
import { verifyDatabase } from './verifyDatabase';
import { verifyExport } from './verifyExport';

const USAGE = `Usage: mlops-audit verify FILE.jsonl [--public-key KEY.pem]... [--expect-head HASH]
       mlops-audit verify --database LOCATION [--public-key KEY.pem]... [--expect-head HASH]
       mlops-audit verify --config FILE.yaml... [--public-key KEY.pem]... [--expect-head HASH]

Verifies an audit trail without the server: one that was exported as JSON Lines, or the one in the plugin's database.

  --database LOCATION   postgresql://USER@HOST:PORT/backstage_plugin_mlops, with the password in PGPASSWORD, or a file of
                        SQLite. It is read as it is at one moment, and only read.
  --config FILE.yaml    what the backend is started with; several may be given, later ones go before earlier ones. The database
                        is the one that they name for the plugin (backend.database), read likewise.

  --public-key KEY.pem  a key that checkpoints may be signed with; several may be given.
                        Without one, signatures are held against the keys that came with them.
  --expect-head HASH    the hash that the trail has to end with, as it was kept elsewhere

Exit code: 0 the trail is whole; 1 it isn't; 2 it could not be verified.
`;

const WHOLE = 0;
const BROKEN = 1;
const NOT_VERIFIED = 2;

interface Output {
  write(text: string): unknown;
}

/** Where the trail is. */
type Source = { file: string } | { database: string } | { config: string[] };

/** What of the command line is wrong. */
class UsageError extends Error {}

/**
 * The command `mlops-audit`.
 *
 * @param args - without the names of node and of the script
 * @returns the exit code
 * @public
 */
export async function auditCommand(
  args: readonly string[],
  stdout: Output,
  stderr: Output,
): Promise<number> {
  try {
    const { source, keyFiles, head } = argumentsOf(args);
    const publicKeys = await Promise.all(keyFiles.map(readKey));
    const finding = await verify(source, { ...(publicKeys.length > 0 && { publicKeys }), head });
    stdout.write(
      inWords(finding, publicKeys.length > 0)
        .map(line => `${line}\n`)
        .join(''),
    );
    return { whole: WHOLE, broken: BROKEN, partial: NOT_VERIFIED }[finding.result];
  } catch (error) {
    const { message } = error as Error;
    stderr.write(error instanceof UsageError ? `${message}\n\n${USAGE}` : `${message}\n`);
    return NOT_VERIFIED;
  }
}

async function verify(source: Source, expected: TrailExpectations): Promise<ExportFinding> {
  if ('file' in source) {
    return verifyExport(createReadStream(source.file), expected);
  }
  const { database, close } = await open(source);
  try {
    return await verifyDatabase(database, expected);
  } finally {
    await close();
  }
}

async function open(source: Exclude<Source, { file: string }>): Promise<OpenDatabase> {
  if ('config' in source) {
    return openConfiguredDatabase(source.config);
  }
  const database = openAuditDatabase(source.database);
  return { database, close: () => database.destroy() };
}

function argumentsOf(args: readonly string[]) {
  const { values, positionals } = parsed(args);
  const [command, file, ...others] = positionals;
  const { database, config } = values;
  const sources: Source[] = [
    ...(file === undefined ? [] : [{ file }]),
    ...(database === undefined ? [] : [{ database }]),
    ...(config === undefined ? [] : [{ config }]),
  ];
  if (command !== 'verify' || sources.length !== 1 || others.length > 0) {
    throw new UsageError('One file, a database or the configuration has to be named');
  }
  const [source] = sources;
  const head = values['expect-head']?.toLowerCase();
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) {
    throw new UsageError('A hash has 64 hexadecimal digits');
  }
  return { source, head, keyFiles: values['public-key'] ?? [] };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        database: { type: 'string' },
        config: { type: 'string', multiple: true },
        'public-key': { type: 'string', multiple: true },
        'expect-head': { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function readKey(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  // A private key would do too, but has no place where exports are verified.
  if (!text.includes('-----BEGIN PUBLIC KEY-----')) {
    throw new Error(`${path} is no public key in PEM`);
  }
  return createPublicKey(text).export({ type: 'spki', format: 'pem' }).toString();
}

function inWords(finding: ExportFinding, isKeyGiven: boolean): string[] {
  switch (finding.result) {
    case 'broken':
      return [
        [
          'BROKEN',
          finding.brokenAt !== undefined && ` at event ${finding.brokenAt}`,
          'line' in finding && finding.line !== undefined && ` (line ${finding.line})`,
          `: ${finding.problem}.`,
        ]
          .filter(Boolean)
          .join(''),
      ];
    case 'partial':
      return [
        `NOT VERIFIED: the file is undamaged, but its ${finding.events} events are a part of the trail.`,
        'Only an export without filters, by somebody who may read every model, can be verified.',
      ];
    default:
      return wholeInWords(finding, isKeyGiven);
  }
}

function wholeInWords(
  found: Extract<ExportFinding, { result: 'whole' }>,
  isKeyGiven: boolean,
): string[] {
  const last = found.startsAfter + found.events;
  const { lastCheckpoint: signed } = found;
  return [
    `WHOLE: ${found.events} events, from ${found.startsAfter + 1} to ${last}.`,
    `It ends with the hash ${found.head}.`,
    ...(found.startsAfter > 0
      ? [`Events 1 to ${found.startsAfter} were removed by retention.`]
      : []),
    ...(signed
      ? [
          `${found.checkpoints} signed checkpoints agree; the last is of event ${signed.seq}, signed ${signed.at} with the key ${fingerprint(signed.publicKey)}.`,
          ...(last > signed.seq
            ? [`No signature covers the ${last - signed.seq} events behind it.`]
            : []),
          ...(isKeyGiven ? [] : ['Whose key that is was not checked: name it with --public-key.']),
        ]
      : ['Nothing in it is signed.']),
  ];
}

/** SHA-256 of the SubjectPublicKeyInfo, as `openssl pkey -pubin -outform DER | sha256sum` says it. */
function fingerprint(publicKey: string): string {
  const bytes = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
