import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Card,
  CardRevision,
  CardSectionId,
  CardWriting,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';
import { isUniqueViolation } from '../database/isUniqueViolation';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import { carryOver } from './carryOver';
import type { SectionWords } from './carryOver';
import type { CardRevisionRow, CardStore } from './CardStore';
import type { CardDocument, CardedModels, CardSubject, CardTexts, Writer } from './CardSubject';
import { linesOf } from './markdown/linesOf';
import { cardSections } from './sections/cardSections';

const SECTION_IDS = cardSections.map(section => section.id);

/** Line ends of one kind, and nothing at all for blank text, so that only a change of words is a change. */
function tidy(text: string): string {
  return text.trim() === '' ? '' : linesOf(text).join('\n');
}

const pick = (texts: CardTexts, ids: CardSectionId[]): CardTexts =>
  Object.fromEntries(ids.filter(id => texts[id] !== undefined).map(id => [id, texts[id]]));

/** The rules of model cards. Who may use it is asked elsewhere (`AuthorizedCardService`). */
export class CardService {
  constructor(
    private readonly database: Knex,
    private readonly store: CardStore,
    private readonly models: Pick<CardedModels, 'holdVersion'>,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The card of a version. `complete` says whether each section that needs a person has words; words taken over from an
   * earlier version count, for they hold until somebody says otherwise, and the card shows where they are from.
   *
   * @param revision - of what was written for this version; the newest without it. What is taken over from earlier
   *   versions, and what the registry knows, is always as it is now.
   * @throws `NotFoundError` for a revision that isn't there
   */
  async getCard(subject: CardSubject, revision?: number): Promise<Card> {
    return (await this.read(subject, revision)).card;
  }

  /** The sections that have words, those taken over from an earlier version included. */
  async writtenSections(
    transaction: Knex.Transaction,
    versionId: string,
  ): Promise<Set<CardSectionId>> {
    const newest = await this.store.find(versionId, undefined, transaction);
    const words = await this.words({ versionId }, newest?.sections ?? {}, transaction);
    return new Set([...words].filter(([, { text }]) => text !== '').map(([id]) => id));
  }

  /** The newest card, with who wrote which section. */
  async getDocument(subject: CardSubject): Promise<CardDocument> {
    const { card, words } = await this.read(subject);
    const sources = new Map(
      [...words]
        .filter(([, { text }]) => text !== '')
        .map(([id, { from }]) => [id, from?.versionId ?? subject.versionId]),
    );
    const changes = await this.store.changesOf([...new Set(sources.values())]);
    const writers: Partial<Record<CardSectionId, Writer>> = {};
    for (const [id, versionId] of sources) {
      const last = changes.find(
        change => change.version_id === versionId && change.changed.includes(id),
      );
      if (last) {
        writers[id] = { by: last.written_by, at: toIsoString(last.written_at) };
      }
    }
    return { card, subject, writers };
  }

  /** Newest first. */
  async listRevisions(subject: CardSubject): Promise<CardRevision[]> {
    const rows = await this.store.list(subject.versionId);
    return rows.map(row => ({
      revision: row.revision,
      writtenAt: toIsoString(row.written_at),
      writtenBy: row.written_by,
      sections: row.changed,
    }));
  }

  /**
   * Makes a new revision, unless nothing changes. A section written as it was taken over becomes the version's own; an
   * empty one says that there is nothing to say, and takes back what would be taken over.
   *
   * @throws `NotFoundError` when the version was deleted meanwhile; `ConflictError` when somebody wrote since the revision that the writing is based on
   */
  async writeCard(actor: Actor, subject: CardSubject, writing: CardWriting): Promise<Card> {
    const conflict = () =>
      new ConflictError(
        `Somebody else wrote on the card of ${subject.model.name} version ${subject.version.version} since ` +
          `revision ${writing.basedOnRevision}`,
      );
    try {
      const revision = await this.database.transaction(async transaction => {
        const { model, version } = subject.version;
        if (!(await this.models.holdVersion(transaction, model, version))) {
          throw new NotFoundError(`The model ${model} has no version ${version}`);
        }
        const newest = await this.store.find(subject.versionId, undefined, transaction);
        const before = newest?.revision ?? 0;
        if (before !== writing.basedOnRevision) {
          throw conflict();
        }
        const changes = await this.changes(transaction, subject, newest?.sections ?? {}, writing);
        const changed = SECTION_IDS.filter(id => changes[id] !== undefined);
        if (changed.length === 0) {
          return before;
        }
        await this.store.insert(transaction, {
          versionId: subject.versionId,
          revision: before + 1,
          sections: { ...newest?.sections, ...changes },
          changed,
          writtenBy: actor.ref,
        });
        await this.audit.append(transaction, {
          actor,
          action: 'card.write',
          resource: {
            kind: 'version',
            name: `${subject.model.name}@${subject.version.version}`,
          },
          reason: writing.reason,
          before: { revision: before, sections: pick(newest?.sections ?? {}, changed) },
          after: { revision: before + 1, sections: changes },
        });
        return before + 1;
      });
      return await this.getCard(subject, revision || undefined);
    } catch (error) {
      // Two replicas may both have found the revision to be the newest: the key lets one of them through.
      throw isUniqueViolation(error) ? conflict() : error;
    }
  }

  /** What of a writing differs from what the version has of its own. */
  private async changes(
    transaction: Knex.Transaction,
    subject: CardSubject,
    own: CardTexts,
    writing: CardWriting,
  ): Promise<CardTexts> {
    const words = await this.words(subject, own, transaction);
    const changes: CardTexts = {};
    for (const id of SECTION_IDS) {
      const asked = writing.sections[id];
      const text = asked === undefined ? undefined : tidy(asked);
      const isSilentAnyway = text === '' && (words.get(id)?.text ?? '') === '';
      if (text !== undefined && text !== own[id] && !isSilentAnyway) {
        changes[id] = text;
      }
    }
    return changes;
  }

  private async read(subject: CardSubject, revision?: number) {
    const row = await this.store.find(subject.versionId, revision);
    if (!row && revision !== undefined) {
      throw new NotFoundError(
        `The card of ${subject.model.name} version ${subject.version.version} has no revision ${revision}`,
      );
    }
    const words = await this.words(subject, row?.sections ?? {});
    return { card: this.compose(subject, row, words), words };
  }

  private words({ versionId }: Pick<CardSubject, 'versionId'>, own: CardTexts, db?: Knex) {
    return carryOver(SECTION_IDS, own, page => this.store.earlier(versionId, page, db));
  }

  private compose(
    subject: CardSubject,
    row: CardRevisionRow | undefined,
    words: Map<CardSectionId, SectionWords>,
  ): Card {
    const sections = cardSections.map(({ id, title, guidance, needsPerson, generate }) => {
      const { text, from } = words.get(id) ?? { text: '', from: undefined };
      return {
        id,
        title,
        guidance,
        generated: generate(subject),
        written: text,
        ...(from && { carriedOverFrom: from.version }),
        needsPerson,
      };
    });
    return {
      model: subject.model.name,
      version: subject.version.version,
      revision: row?.revision ?? 0,
      ...(row && { writtenAt: toIsoString(row.written_at), writtenBy: row.written_by }),
      complete: sections.every(({ needsPerson, written }) => !needsPerson || written !== ''),
      sections,
    };
  }
}
