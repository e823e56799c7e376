import { Button } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { useAlert } from '../../queries/alerts';
import { Answer } from '../shared/Answer';
import { Section } from '../shared/Section';
import { AlertItem } from './AlertItem';
import styles from './Alerts.module.css';

/** The alert that a link leads to, whatever has become of it. */
export function SelectedAlert({ id }: { id: string }) {
  const alert = useAlert(id);
  const [, setSearch] = useSearchParams();
  const close = () =>
    setSearch(
      present => {
        const next = new URLSearchParams(present);
        next.delete('alert');
        return next;
      },
      { replace: true },
    );
  return (
    <Section
      title="The alert that you were told of"
      actions={
        <Button size="small" variant="tertiary" onPress={close}>
          Close
        </Button>
      }
    >
      <Answer query={alert} what="the alert">
        {found => (
          <ul className={styles.alerts}>
            <AlertItem alert={found} />
          </ul>
        )}
      </Answer>
    </Section>
  );
}
