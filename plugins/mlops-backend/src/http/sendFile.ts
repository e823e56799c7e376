import type { Response } from 'express';
import type { FileAnswer } from './contract';

/** A document is always saved as a file: what people wrote is never shown on the portal's own origin. */
export function sendFile(response: Response, file: FileAnswer): void {
  response
    .status(200)
    .set('Content-Type', file.contentType)
    .set('Content-Disposition', `attachment; filename="${file.name}"`)
    .set('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'")
    .set('X-Content-Type-Options', 'nosniff')
    .send(Buffer.from(file.content, 'utf8'));
}
