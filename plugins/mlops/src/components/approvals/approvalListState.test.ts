import { approvalStateFrom, withApproval, withState } from './approvalListState';

const ID = '00000000-0000-4000-8000-00000000000a';

describe('the state of the page of approvals', () => {
  it('is read from the URL, without what the backend would refuse', () => {
    expect(approvalStateFrom(new URLSearchParams(`approval=${ID}&state=void`))).toEqual({
      selected: ID,
      state: 'void',
    });
    expect(approvalStateFrom(new URLSearchParams('approval=1;drop&state=toString'))).toEqual({
      selected: undefined,
      state: undefined,
    });
  });

  it('keeps the lists when a request is selected', () => {
    expect(withApproval(new URLSearchParams('state=used&allCursor=x'), ID)).toBe(
      `?state=used&allCursor=x&approval=${ID}`,
    );
  });

  it('starts the list of all again when its state changes', () => {
    const search = new URLSearchParams(`approval=${ID}&allCursor=x&state=used`);
    expect(withState(search, 'pending').toString()).toBe(`approval=${ID}&state=pending`);
    expect(withState(search, undefined).toString()).toBe(`approval=${ID}`);
  });
});
