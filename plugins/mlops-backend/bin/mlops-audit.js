#!/usr/bin/env node
// The command line of the audit trail. It runs without Backstage: from the built package, or from the sources of the repository.
const { existsSync } = require('node:fs');
const { resolve } = require('node:path');

const isInRepository = existsSync(resolve(__dirname, '../src'));
if (isInRepository) {
  require('@backstage/cli/config/nodeTransform.cjs');
}
const { auditCommand } = isInRepository
  ? require('../src/governance/export/auditCommand')
  : require('../dist/governance/export/auditCommand.cjs.js');

auditCommand(process.argv.slice(2), process.stdout, process.stderr).then(code => {
  process.exitCode = code;
});
