import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SearchWords } from './SearchWords';

const field = (value: string, onChange: (words: string) => void) => (
  <SearchWords label="Search" placeholder="" value={value} onChange={onChange} />
);

describe('SearchWords', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const type = (text: string) =>
    userEvent
      .setup({ advanceTimers: jest.advanceTimersByTime })
      .type(screen.getByRole('searchbox'), text);
  const rest = () => act(() => jest.advanceTimersByTime(1_000));

  it('searches once the typing rests, without blanks around', async () => {
    const onChange = jest.fn();
    render(field('', onChange));
    await type(' risk ');
    expect(onChange).not.toHaveBeenCalled();
    rest();
    expect(onChange.mock.calls).toEqual([['risk']]);
  });

  it('keeps what is typed on while the search follows', async () => {
    const onChange = jest.fn();
    const { rerender } = render(field('', onChange));
    await type('ris');
    rest();
    await type('k');
    rerender(field('ris', onChange));
    expect(screen.getByRole('searchbox')).toHaveValue('risk');
    rest();
    expect(onChange.mock.calls).toEqual([['ris'], ['risk']]);
  });

  it('brings nothing back that was cleared elsewhere', async () => {
    const onChange = jest.fn();
    const { rerender } = render(field('', onChange));
    await type('risk');
    rest();
    rerender(field('risk', onChange));
    await type('y');
    rerender(field('', onChange));
    rest();
    expect(screen.getByRole('searchbox')).toHaveValue('');
    expect(onChange.mock.calls).toEqual([['risk']]);
  });
});
