import { ButtonIcon } from '@backstage/ui';
import type { ReviewedPerson } from '@mlops-backstage/plugin-mlops-common';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useId } from 'react';
import { EntityLink } from '../shared/EntityLink';
import { useSearchState } from '../shared/useSearchState';
import { CAPABILITIES, extentIn } from './capabilities';
import styles from './Governance.module.css';
import { ExtentWord, GrantTable } from './GrantTable';

interface ReviewMatrixProps {
  people: readonly ReviewedPerson[];
  isStale: boolean;
}

/** People by what they may do; the rules of one of them on demand. */
export function ReviewMatrix({ people, isStale }: ReviewMatrixProps) {
  const [open, setOpen] = useSearchState('reviewed');
  return (
    <div
      className={styles.scroll}
      role="region"
      aria-label="People and what they may do"
      // A region that scrolls has to be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.matrix} aria-busy={isStale}>
        <caption className={styles.hidden}>People and what they may do</caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            {CAPABILITIES.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">
              <span className={styles.hidden}>Rules</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map(person => (
            <PersonRow
              key={person.person}
              person={person}
              isOpen={open === person.person}
              onOpenChange={isOpen => setOpen(isOpen ? person.person : undefined)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PersonRowProps {
  person: ReviewedPerson;
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

function PersonRow({ person: { person, displayName, memberOf, grants }, ...row }: PersonRowProps) {
  const { isOpen, onOpenChange } = row;
  const rulesId = useId();
  const name = displayName ?? person;
  return (
    <>
      <tr>
        <th scope="row">
          <EntityLink entityRef={person}>{displayName}</EntityLink>
        </th>
        {CAPABILITIES.map(capability => (
          <td key={capability.id}>
            <ExtentWord extent={extentIn(grants, capability)} />
          </td>
        ))}
        <td>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={isOpen ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
            aria-label={`Rules for ${name}`}
            aria-expanded={isOpen}
            aria-controls={isOpen ? rulesId : undefined}
            onPress={() => onOpenChange(!isOpen)}
          />
        </td>
      </tr>
      {isOpen && (
        <tr id={rulesId}>
          <td colSpan={CAPABILITIES.length + 2} className={styles.rules}>
            <p className={styles.note}>
              {memberOf.length > 0 ? 'Member of ' : 'Member of no group.'}
              {memberOf.map((group, index) => (
                <span key={group}>
                  {index > 0 && ', '}
                  <EntityLink entityRef={group} />
                </span>
              ))}
            </p>
            <GrantTable caption={`What ${name} may do`} grants={grants} />
          </td>
        </tr>
      )}
    </>
  );
}
