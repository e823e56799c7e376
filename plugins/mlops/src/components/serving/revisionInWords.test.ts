import { aRevision } from '../../__testUtils__/deploymentFixtures';
import { revisionInWords } from './revisionInWords';

describe('revisionInWords', () => {
  it.each([
    [aRevision({ action: 'deploy', version: 2 }), 'Deployed v2'],
    [aRevision({ action: 'undeploy', version: undefined }), 'Undeployed'],
    [aRevision({ action: 'canary', canary: { version: 3, weight: 10 } }), 'Canary v3 at 10 %'],
    [aRevision({ action: 'canary' }), 'Canary taken away'],
    [aRevision({ action: 'challenge', challengers: [3, 4] }), 'Challengers: v3, v4'],
    [aRevision({ action: 'challenge' }), 'Challengers taken away'],
    [aRevision({ action: 'rollback', rolledBackTo: 4 }), 'Rolled back to revision 4'],
    [aRevision({ action: 'configure', follow: 'Staging' }), 'Follows Staging'],
    [aRevision({ action: 'configure' }), 'Follows no stage'],
    [
      aRevision({ action: 'promote', version: 5, follow: 'Production' }),
      'v5 entered Production and was deployed',
    ],
    [aRevision({ action: 'archive', version: 1 }), 'A version was archived: taken away'],
    [aRevision({ action: 'archive', version: undefined }), 'The champion was archived: undeployed'],
  ])('%#', (revision, words) => {
    expect(revisionInWords(revision)).toBe(words);
  });
});
