/**
 * Arguments for a Node process or thread that runs an entry of this package: TypeScript sources need
 * Backstage's transform. Undefined for built files, which run as their parent does.
 */
export function sourceExecArgv(entry: string): string[] | undefined {
  if (!entry.endsWith('.ts')) return undefined;
  return ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')];
}
