import { screen } from '@testing-library/react';
import { renderMlops } from '../../__testUtils__/renderMlops';
import { RegisterModel } from './RegisterModel';

describe('RegisterModel', () => {
  it('stays in sight of those who may not register, and says why', async () => {
    renderMlops(<RegisterModel />, { denied: ['mlops.model.create'] });
    await screen.findByText('You lack the permission mlops.model.create');
    const button = screen.getByRole('button', { name: 'Register a model' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription('You lack the permission mlops.model.create');
  });
});
