import { parseTraceParent } from './traceParent';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('parseTraceParent', () => {
  it('reads the example of the specification', () => {
    expect(parseTraceParent(`00-${TRACE}-${SPAN}-01`, 'congo=t61rcWkgMzE')).toEqual({
      traceId: TRACE,
      spanId: SPAN,
      state: 'congo=t61rcWkgMzE',
    });
    expect(parseTraceParent(`00-${TRACE}-${SPAN}-03`, undefined)).toEqual({
      traceId: TRACE,
      spanId: SPAN,
    });
  });

  it('reads what it knows of later versions', () => {
    expect(parseTraceParent(`cc-${TRACE}-${SPAN}-01-what-the-future-brings`, '')).toMatchObject({
      traceId: TRACE,
    });
  });

  it.each([
    ['none', undefined],
    ['nothing', ''],
    ['one that its caller does not record', `00-${TRACE}-${SPAN}-00`],
    ['version ff', `ff-${TRACE}-${SPAN}-01`],
    ['more than version 00 has', `00-${TRACE}-${SPAN}-01-more`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['a span of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['too few digits', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['other letters', `00-${TRACE.slice(1)}g-${SPAN}-01`],
    ['two of them, as Node joins them', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
  ])('leaves %s', (_, header) => {
    expect(parseTraceParent(header, 'a=1')).toBeUndefined();
  });

  it('leaves a state that is too long to be passed on', () => {
    expect(parseTraceParent(`00-${TRACE}-${SPAN}-01`, `a=${'1'.repeat(511)}`)).toEqual({
      traceId: TRACE,
      spanId: SPAN,
    });
  });
});
