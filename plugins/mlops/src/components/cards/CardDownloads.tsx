import { Alert, Button } from '@backstage/ui';
import { RiDownloadLine, RiPrinterLine } from '@remixicon/react';
import { useCardDocument, type CardDocument } from '../../queries/cards';
import { reasonOf } from '../../queries/errors';
import { saveBlob } from '../shared/saveBlob';
import styles from './CardView.module.css';

const DOCUMENTS: Array<{ format: CardDocument; label: string; suffix: string }> = [
  { format: 'markdown', label: 'Download Markdown', suffix: 'model-card.md' },
  { format: 'html', label: 'Download HTML', suffix: 'model-card.html' },
  { format: 'ml-bom', label: 'Download ML-BOM', suffix: 'ml-bom.cdx.json' },
];

/** The card as a file, the bill of materials (CycloneDX), and the card on paper. */
export function CardDownloads({ model, version }: { model: string; version: number }) {
  const document = useCardDocument(model, version);
  const download = (format: CardDocument, suffix: string) =>
    document.mutate(format, {
      onSuccess: blob => saveBlob(blob, `${model}-v${version}-${suffix}`),
    });
  return (
    <>
      <div className={styles.actions}>
        {DOCUMENTS.map(({ format, label, suffix }) => (
          <Button
            key={format}
            size="small"
            variant="secondary"
            iconStart={<RiDownloadLine />}
            isPending={document.isPending && document.variables === format}
            onPress={() => download(format, suffix)}
          >
            {label}
          </Button>
        ))}
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiPrinterLine />}
          onPress={() => window.print()}
        >
          Print
        </Button>
      </div>
      {document.isError && (
        <Alert
          role="alert"
          status="danger"
          icon
          title="Not downloaded"
          description={reasonOf(document.error)}
        />
      )}
    </>
  );
}
