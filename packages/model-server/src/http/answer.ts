import { ProtocolError } from '../protocol/ProtocolError';
import { Exchange, HeaderList } from './Exchange';

export const JSON_TYPE = 'application/json';

/** Answers with JSON text. */
export function answerJson(exchange: Exchange, text: string): void {
  exchange.answer(200, JSON_TYPE, [], text);
}

/** Answers with an error in the protocol's form. */
export function answerError(
  exchange: Exchange,
  { status, message, headers = {} }: ProtocolError,
  furtherHeaders: HeaderList = [],
): void {
  exchange.answer(
    status,
    JSON_TYPE,
    [...Object.entries(headers).flat(), ...furtherHeaders],
    JSON.stringify({ error: message }),
  );
}
