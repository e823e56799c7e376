import type {
  Card,
  CardSectionId,
  Evaluation,
  ModelSummary,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { AskedModel } from '../governance/ModelAuthorizer';

/** A version, with everything of the registry that its card and its bill of materials tell. */
export interface CardSubject {
  versionId: string;
  model: ModelSummary;
  version: Version;
  /** The newest of each split. */
  evaluations: Evaluation[];
}

/** What cards need of models, handed in by the area that owns them. Deleted ones are not found. */
export interface CardedModels {
  /** What a permission is asked of, before anything is told of the model's versions. */
  find(name: string): Promise<AskedModel | undefined>;
  /** Keeps a version from being deleted until the transaction ends. @returns false where it is deleted already */
  holdVersion(transaction: Knex.Transaction, model: string, version: number): Promise<boolean>;
}

/** What cards tell of, handed in by the area that owns it. Deleted ones are not found. */
export interface CardSubjects {
  findSubject(model: string, version: number): Promise<CardSubject | undefined>;
}

/** What people wrote: Markdown by section. A section that is there but empty was left empty on purpose. */
export type CardTexts = Partial<Record<CardSectionId, string>>;

/** Who wrote the words of a section, and when (ISO 8601). */
export interface Writer {
  by: string;
  at: string;
}

/** A card with what a document says besides. */
export interface CardDocument {
  card: Card;
  subject: CardSubject;
  /** Of the sections that have words. */
  writers: Partial<Record<CardSectionId, Writer>>;
}
