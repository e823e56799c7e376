import { useApi } from '@backstage/frontend-plugin-api';
import type { CardWriting } from '@mlops-backstage/plugin-mlops-common';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { mlopsApiRef } from '../api/mlopsApiRef';

/** The model card of a version: its newest revision, or an earlier one. */
export function useCard(model: string, version: number, revision?: number) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['card', model, version, 'revision', revision],
    queryFn: ({ signal }) =>
      client.getCard({ path: { model, version }, query: { revision } }, { signal }),
  });
}

export function useCardRevisions(model: string, version: number) {
  const client = useApi(mlopsApiRef);
  return useQuery({
    queryKey: ['card', model, version, 'history'],
    queryFn: async ({ signal }) =>
      (await client.listCardRevisions({ path: { model, version } }, { signal })).items,
  });
}

/** Writes sections; whether it is refused or not, the card is read anew. */
export function useWriteCard(model: string, version: number) {
  const client = useApi(mlopsApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: CardWriting) => client.writeCard({ path: { model, version }, body }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['card', model, version] }),
  });
}

/** The documents that a card can be taken away as. */
export type CardDocument = 'markdown' | 'html' | 'ml-bom';

export function useCardDocument(model: string, version: number) {
  const client = useApi(mlopsApiRef);
  const path = { model, version };
  return useMutation({
    mutationFn: (format: CardDocument): Promise<Blob> =>
      format === 'ml-bom'
        ? client.getMlBom({ path })
        : client.getCardDocument({ path, query: { format } }),
  });
}
