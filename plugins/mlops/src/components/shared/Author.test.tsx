import { screen } from '@testing-library/react';
import { renderMlops } from '../../__testUtils__/renderMlops';
import { Author } from './EntityLink';

describe('Author', () => {
  it.each([
    ['user:default/guest', '/catalog/default/user/guest'],
    ['group:default/flight-operations', '/catalog/default/group/flight-operations'],
  ])('links %s to its page', async (name, href) => {
    renderMlops(<Author name={name} />);
    expect(await screen.findByRole('link')).toHaveAttribute('href', href);
  });

  it.each([
    ['plugin:mlops/catalog', 'the catalog'],
    ['plugin:mlops/checkpoint', 'the portal’s schedule'],
    ['plugin:scaffolder', 'plugin:scaffolder'],
    ['external:ci/nightly', 'external:ci/nightly'],
  ])('names the service %s in plain words', async (name, words) => {
    renderMlops(<Author name={name} />);
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
