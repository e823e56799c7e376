import { render, screen } from '@testing-library/react';
import { Markdown } from './Markdown';

describe('Markdown', () => {
  it('renders tables and lists, and headings below those of the page', () => {
    render(<Markdown text={'# Title\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n- [x] done'} />);
    expect(screen.getByRole('heading', { name: 'Title', level: 4 })).toBeInTheDocument();
    expect(screen.getByRole('cell', { name: '2' })).toBeInTheDocument();
    expect(screen.getByRole('checkbox')).toBeChecked();
  });

  it('runs nothing that the text brings along', () => {
    const { container } = render(
      <Markdown
        text={'A <b>bold</b> <script>alert(1)</script> word.\n\n[x](javascript:alert(1))'}
      />,
    );
    expect(container.querySelector('script, b')).toBeNull();
    // A script as an address is replaced by one that does nothing.
    expect(screen.getByText('x').getAttribute('href')).not.toMatch(/alert/);
  });

  it('tells others nothing: images are not loaded, links carry no referrer', () => {
    const { container } = render(
      <Markdown text="![a plot](https://spy.example.com/p.png) [site](https://example.com)" />,
    );
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getByText('[Image not shown: a plot]')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'site' })).toHaveAttribute(
      'rel',
      'noopener noreferrer nofollow',
    );
  });
});
