import { randomUUID } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { CardSectionId, CardWriting } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { AuditLog } from '../governance/AuditLog';
import { insertVersions, richSubject } from './__testUtils__/subjects';
import { CardService } from './CardService';
import { DatabaseCardStore } from './CardStore';
import type { CardSubject } from './CardSubject';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ada = { ref: 'user:default/ada' };
const grace = { ref: 'user:default/grace' };
const PERSONS: CardSectionId[] = [
  'intended-use',
  'factors',
  'ethical-considerations',
  'caveats-and-recommendations',
];

describe.each(databases.eachSupportedId())('CardService, %s', databaseId => {
  let knex: Knex;
  let name: string;
  let cards: CardService;
  let subjects: CardSubject[];

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    cards = new CardService(
      knex,
      new DatabaseCardStore(knex),
      { holdVersion: async () => true },
      new AuditLog(),
    );
  });

  beforeEach(async () => {
    name = randomUUID();
    const ids = await insertVersions(knex, name, [{ version: 1 }, { version: 2 }, { version: 3 }]);
    subjects = [...ids].map(([version, versionId]) => ({
      ...richSubject,
      versionId,
      model: { ...richSubject.model, name },
      version: { ...richSubject.version, version },
    }));
  });

  const auditRows = () => knex('audit_events').whereLike('resource', `${name}@%`).orderBy('seq');
  const write = (
    index: number,
    basedOnRevision: number,
    sections: CardWriting['sections'],
    actor = ada,
  ) => cards.writeCard(actor, subjects[index], { basedOnRevision, sections });
  const section = async (index: number, id: CardSectionId, revision?: number) =>
    (await cards.getCard(subjects[index], revision)).sections.find(one => one.id === id)!;

  it('has nine sections and no words to begin with', async () => {
    const card = await cards.getCard(subjects[0]);
    expect(card).toMatchObject({ model: name, version: 1, revision: 0 });
    expect(card).not.toHaveProperty('writtenBy');
    expect(card.complete).toBe(false);
    expect(card.sections.filter(one => one.needsPerson).map(one => one.id)).toEqual(PERSONS);
    expect(card.sections.map(one => one.written)).toEqual(Array(9).fill(''));
  });

  it('keeps what was written, with the audit of what changed', async () => {
    await write(0, 0, { factors: 'a', metrics: 'm' });
    const card = await cards.writeCard(grace, subjects[0], {
      basedOnRevision: 1,
      sections: { factors: 'b\r\nc', metrics: 'm' },
      reason: 'reviewed',
    });
    expect(card).toMatchObject({ revision: 2, writtenBy: grace.ref });
    expect(await section(0, 'factors')).toMatchObject({ written: 'b\nc' });
    expect(await section(0, 'factors', 1)).toMatchObject({ written: 'a' });
    expect(await cards.listRevisions(subjects[0])).toMatchObject([
      { revision: 2, writtenBy: grace.ref, sections: ['factors'] },
      { revision: 1, writtenBy: ada.ref, sections: ['factors', 'metrics'] },
    ]);
    const [, last] = await auditRows();
    expect(last).toMatchObject({
      actor: grace.ref,
      action: 'card.write',
      resource_kind: 'version',
      resource: `${name}@1`,
      reason: 'reviewed',
    });
    expect(JSON.parse(last.before)).toEqual({ revision: 1, sections: { factors: 'a' } });
    expect(JSON.parse(last.after)).toEqual({ revision: 2, sections: { factors: 'b\nc' } });
  });

  it('writes nothing when nothing changes', async () => {
    await write(0, 0, { factors: 'a' });
    const card = await write(0, 1, { factors: 'a', metrics: ' \n', 'intended-use': '' });
    expect(card.revision).toBe(1);
    expect(await auditRows()).toHaveLength(1);
    expect((await write(1, 0, { metrics: '' })).revision).toBe(0);
  });

  it.each([0, 2])('refuses a writing based on revision %d when 1 is the newest', async based => {
    await write(0, 0, { factors: 'a' });
    await expect(write(0, based, { factors: 'b' })).rejects.toMatchObject({
      name: 'ConflictError',
      message: `Somebody else wrote on the card of ${name} version 1 since revision ${based}`,
    });
    expect(await section(0, 'factors')).toMatchObject({ written: 'a' });
  });

  it('knows no revision that nobody wrote', async () => {
    await expect(cards.getCard(subjects[0], 1)).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('takes words over from earlier versions until others are written', async () => {
    await write(0, 0, { factors: 'of 1', metrics: 'of 1' });
    await write(1, 0, { factors: 'of 2' });
    expect(await section(2, 'factors')).toMatchObject({ written: 'of 2', carriedOverFrom: 2 });
    expect(await section(2, 'metrics')).toMatchObject({ written: 'of 1', carriedOverFrom: 1 });
    expect(await section(0, 'factors')).not.toHaveProperty('carriedOverFrom');

    await write(2, 0, { factors: 'of 2', metrics: '' });
    expect(await section(2, 'factors')).toMatchObject({ written: 'of 2' });
    expect(await section(2, 'factors')).not.toHaveProperty('carriedOverFrom');
    expect(await section(2, 'metrics')).toMatchObject({ written: '' });
    const [, , last] = await auditRows();
    expect(JSON.parse(last.after).sections).toEqual({ factors: 'of 2', metrics: '' });
  });

  it('is complete when every section that needs a person has words, its own or not', async () => {
    const words = Object.fromEntries(PERSONS.map(id => [id, 'words']));
    expect((await write(0, 0, { ...words, factors: ' ' })).complete).toBe(false);
    expect((await write(0, 1, { factors: 'words' })).complete).toBe(true);
    expect((await cards.getCard(subjects[1])).complete).toBe(true);
    expect((await write(1, 0, { factors: '' })).complete).toBe(false);
  });

  it('tells who wrote each section', async () => {
    await write(0, 0, { factors: 'a', metrics: 'm' });
    await write(0, 1, { factors: 'b' }, grace);
    await write(1, 0, { 'intended-use': 'i' });
    await write(1, 1, { 'intended-use': '' }, grace);
    const { card, writers } = await cards.getDocument(subjects[1]);
    expect(card.revision).toBe(2);
    expect(writers).toMatchObject({ factors: { by: grace.ref }, metrics: { by: ada.ref } });
    expect(Object.keys(writers).sort()).toEqual(['factors', 'metrics']);
  });

  it('lets one of many through who write at once', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => write(0, 0, { factors: `of writer ${index}` })),
    );
    const failures = outcomes.flatMap(outcome =>
      outcome.status === 'rejected' ? [outcome.reason.name] : [],
    );
    expect(failures).toEqual(Array(19).fill('ConflictError'));
    expect(await auditRows()).toHaveLength(1);
    expect(await cards.listRevisions(subjects[0])).toHaveLength(1);
    const winner = outcomes.findIndex(outcome => outcome.status === 'fulfilled');
    expect(await section(0, 'factors')).toMatchObject({ written: `of writer ${winner}` });
  });

  it('leaves neither a revision nor an audit row when the audit fails', async () => {
    const audit = new AuditLog();
    jest.spyOn(audit, 'append').mockRejectedValue(new Error('full'));
    const failing = new CardService(
      knex,
      new DatabaseCardStore(knex),
      { holdVersion: async () => true },
      audit,
    );
    await expect(
      failing.writeCard(ada, subjects[0], { basedOnRevision: 0, sections: { factors: 'a' } }),
    ).rejects.toThrow('full');
    expect((await cards.getCard(subjects[0])).revision).toBe(0);
  });
});
