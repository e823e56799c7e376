import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ActionMenu } from './ActionMenu';

const menu = (refusal: string | undefined, onAction = () => {}) => (
  <ActionMenu label="Actions" actions={[{ id: 'do', label: 'Do it…', refusal, onAction }]} />
);

describe('ActionMenu', () => {
  it('keeps what can’t be done in sight, and does it once nothing stands against it', async () => {
    const onAction = jest.fn();
    const { rerender } = render(menu('Checking your permission…', onAction));
    await userEvent.click(screen.getByRole('button', { name: 'Actions' }));
    const refused = await screen.findByRole('menuitem', { name: /Checking your permission/ });
    expect(refused).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(refused);
    expect(onAction).not.toHaveBeenCalled();

    rerender(menu(undefined, onAction));
    const allowed = screen.getByRole('menuitem', { name: 'Do it…' });
    expect(allowed).not.toHaveAttribute('aria-disabled');
    await userEvent.click(allowed);
    expect(onAction).toHaveBeenCalledTimes(1);
  });
});
