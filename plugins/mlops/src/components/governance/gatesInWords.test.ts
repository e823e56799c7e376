import { gatesInWords } from './gatesInWords';

describe('gatesInWords', () => {
  it('says what each gate asks for', () => {
    expect(
      gatesInWords({
        approvals: {
          count: 2,
          groups: ['group:default/approvers', 'group:default/governance'],
          excludeAuthor: true,
        },
        metrics: [
          { split: 'test', metric: 'auc', atLeast: 0.7, atMost: 0.99 },
          { split: 'test', metric: 'log_loss', champion: { better: 'lower', tolerance: 0.01 } },
          { split: 'test', metric: 'f1', champion: { better: 'higher', tolerance: 0 } },
        ],
        evaluations: ['train', 'test'],
        card: ['intended-use'],
        digest: true,
        alerts: 'warning',
      }),
    ).toEqual([
      '2 approvals by approvers or governance, but not by who registered the version',
      'AUC on the test data at least 0.7 and at most 0.99',
      'Log loss on the test data no more than 0.01 worse than the champion’s (lower is better)',
      'F1 on the test data not worse than the champion’s (higher is better)',
      'An evaluation on the train and test data',
      'Written sections of the model card: intended use',
      'The stored artifact still has its digest',
      'No open alert of severity warning or higher',
    ]);
  });

  it('says nothing of gates that ask for nothing', () => {
    expect(gatesInWords({ metrics: [], digest: false })).toEqual([]);
  });
});
