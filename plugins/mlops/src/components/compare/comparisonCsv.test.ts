import { aComparedVersion, anEvaluation } from '../../__testUtils__/fixtures';
import { compareVersions } from './comparison';
import { comparisonCsv } from './comparisonCsv';

describe('comparisonCsv', () => {
  it('holds every row with all digits, a line each', () => {
    const metrics = { auc: 0.715328123 };
    const items = [
      aComparedVersion({ version: 1, parameters: { formula: '=A1', depth: -3 } }),
      aComparedVersion({ aliases: ['champion'] }, { evaluations: [anEvaluation({ metrics })] }),
    ];
    const csv = comparisonCsv(items, compareVersions(items, { baseline: 0 }));
    const lines = csv.split('\r\n');
    expect(lines[0]).toBe('Group,Row,flight-delay-risk v1,flight-delay-risk v2');
    expect(lines).toContain('Version,Aliases,,champion');
    expect(lines).toContain("Parameters,formula,'=A1,");
    expect(lines).toContain('Parameters,depth,-3,');
    expect(csv).toMatch(/\r\nTest metrics,AUC,0\.715328,0\.715328123\r\n/);
    expect(csv.endsWith('\r\n')).toBe(true);
  });
});
