import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { formatInstant, formatRelative } from '../../format/instants';

/** How long ago, with the instant itself on hover and focus. */
export function Instant({ at }: { at: string }) {
  return (
    <TooltipTrigger delay={200}>
      <Focusable>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <time dateTime={at} tabIndex={0}>
          {formatRelative(at, Date.now())}
        </time>
      </Focusable>
      <Tooltip>{formatInstant(at)}</Tooltip>
    </TooltipTrigger>
  );
}
