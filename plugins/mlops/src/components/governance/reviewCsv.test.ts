import { readPeople, reviewCsv } from './reviewCsv';

const person = (name: string) => ({
  person: `user:default/${name}`,
  displayName: name,
  memberOf: ['group:default/a', 'group:default/b'],
  grants: [
    { permission: 'mlops.model.read', granted: true, because: '=cmd()' },
    { permission: 'mlops.deployment.deploy', environment: 'production', granted: false },
  ],
});

describe('the permission review as a file', () => {
  it('has a line for each grant, and runs no formula', () => {
    expect(reviewCsv([person('jane')]).split('\r\n')).toEqual([
      'Person,Name,Member of,Permission,Stage,Environment,Granted,Because',
      "user:default/jane,jane,group:default/a group:default/b,mlops.model.read,,,yes,'=cmd()",
      'user:default/jane,jane,group:default/a group:default/b,mlops.deployment.deploy,,production,no,',
      '',
    ]);
  });

  it('reads everybody, and stops when it is cancelled', async () => {
    const asked: Array<string | undefined> = [];
    const readPage = async ({ cursor }: { cursor?: string }) => {
      asked.push(cursor);
      return {
        complete: true,
        items: [person(cursor ?? 'first')],
        totalItems: 2,
        nextCursor: cursor ? undefined : 'second',
      };
    };
    const progress: number[] = [];
    const people = await readPeople(readPage, new AbortController().signal, n => progress.push(n));
    expect(people.map(({ displayName }) => displayName)).toEqual(['first', 'second']);
    expect(asked).toEqual([undefined, 'second']);
    expect(progress).toEqual([1, 2]);

    const cancelled = new AbortController();
    const reading = readPeople(readPage, cancelled.signal, () => cancelled.abort());
    await expect(reading).rejects.toThrow(/abort/i);
  });
});
