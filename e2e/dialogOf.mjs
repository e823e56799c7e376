/**
 * The dialog that a page has open. What a select or a menu unfolds is a dialog to the accessibility tree too, for as long as it
 * fades out, which on a slow machine is while the dialog under it is already used again: those carry `data-trigger`.
 */
export const dialogOf = page => page.locator('[role="dialog"]:not([data-trigger])');
