import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Handlers } from '../http/contract';
import type { AuthorizedCardService } from './AuthorizedCardService';
import { buildMlBom } from './bom/mlBom';
import { renderHtml } from './renderHtml';
import { renderMarkdown } from './renderMarkdown';

type CardOperation = 'getCard' | 'writeCard' | 'listCardRevisions' | 'getCardDocument' | 'getMlBom';

/** Finds the owners of data sets in the catalog, as far as whoever asks may see them. */
export interface DatasetOwners {
  /** Entity reference of the owner by that of the data set, both in lower case. */
  ownersOf(
    credentials: BackstageCredentials,
    datasets: string[],
  ): Promise<ReadonlyMap<string, string>>;
}

/** Model cards and bills of materials over HTTP. */
export function cardRoutes(options: {
  cards: AuthorizedCardService;
  /** Left out, bills of materials name no owners of data sets. */
  datasetOwners?: DatasetOwners;
  /** Where people read of a version; left out, bills of materials don't say. */
  documentationUrl?: (model: string, version: number) => string;
}): Handlers<CardOperation> {
  const { cards, datasetOwners, documentationUrl } = options;
  return {
    async getCard({ credentials, path, query }) {
      return {
        status: 200,
        body: await cards.getCard(credentials, path.model, path.version, query?.revision),
      };
    },

    async writeCard({ credentials, path, body }) {
      return {
        status: 200,
        body: await cards.writeCard(credentials, path.model, path.version, body),
      };
    },

    async listCardRevisions({ credentials, path }) {
      const items = await cards.listRevisions(credentials, path.model, path.version);
      return { status: 200, body: { items } };
    },

    async getCardDocument({ credentials, path, query }) {
      const document = await cards.getDocument(credentials, path.model, path.version);
      const name = `${path.model}-${path.version}-card`;
      const file =
        query?.format === 'html'
          ? {
              name: `${name}.html`,
              contentType: 'text/html; charset=utf-8',
              content: renderHtml(document),
            }
          : {
              name: `${name}.md`,
              contentType: 'text/markdown; charset=utf-8',
              content: renderMarkdown(document),
            };
      return { status: 200, file };
    },

    async getMlBom({ credentials, path }) {
      const document = await cards.getDocument(credentials, path.model, path.version);
      const datasets = document.subject.version.datasets.flatMap(({ entityRef }) =>
        entityRef === undefined ? [] : [entityRef.toLocaleLowerCase('en-US')],
      );
      const bom = buildMlBom(document, {
        datasetOwners:
          datasetOwners && datasets.length > 0
            ? await datasetOwners.ownersOf(credentials, [...new Set(datasets)])
            : undefined,
        documentationUrl: documentationUrl?.(path.model, path.version),
      });
      const file = {
        name: `${path.model}-${path.version}.cdx.json`,
        contentType: 'application/vnd.cyclonedx+json; version=1.6',
        content: `${JSON.stringify(bom, null, 2)}\n`,
      };
      return { status: 200, file };
    },
  };
}
