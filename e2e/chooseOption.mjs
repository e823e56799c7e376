/**
 * Chooses an option of a select.
 *
 * @param within - where the select is: a page, or a dialog in it
 * @param select - its name; the option that is chosen now is a part of it too
 */
export async function chooseOption(page, within, select, option) {
  await within.getByRole('button', { name: select }).click();
  await page.getByRole('option', { name: option }).click();
}
