import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

const MODEL = 'flight-delay-risk';

const cardPage = (baseUrl, version) =>
  `${baseUrl}/catalog/default/component/${MODEL}/model?version=${version}&view=card`;
const sectionOf = (page, title) =>
  page.getByRole('article').getByRole('region', { name: title, exact: true });

async function write(page, text) {
  const use = sectionOf(page, 'Intended use');
  await use.getByRole('button', { name: /Intended use$/ }).click();
  await use.getByRole('textbox').fill(text);
  return use;
}

async function save(section) {
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByRole('textbox').waitFor({ state: 'hidden' });
}

async function download(page, name) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

/** The model card: written by people, kept by the registry. */
export function describeCard(person) {
  describe('the model card', () => {
    it('is written with a preview, and stays with who and when', async () => {
      const { page, baseUrl } = person;
      await page.goto(cardPage(baseUrl, 1));
      await page.getByText('Nobody has written for version 1 yet').waitFor();
      const use = await write(page, 'For **planners**, not for passengers.');
      await use.getByRole('radio', { name: 'Preview' }).click();
      const preview = use.getByRole('region', { name: 'Preview of Intended use' });
      await preview.locator('strong', { hasText: 'planners' }).waitFor();
      await use.getByRole('radio', { name: 'Text' }).click();
      await save(use);
      await page.reload();
      await sectionOf(page, 'Intended use').locator('strong', { hasText: 'planners' }).waitFor();
      const state = page.getByText(/^Revision 1, written/);
      assert.match(await state.innerText(), /written .+ by Guest/i);
    });

    it('keeps the text of who was slower, and shows what the other wrote', async () => {
      const { page, baseUrl } = person;
      const slow = await write(page, 'For planners and pilots.');
      const other = await person.openPage();
      await other.goto(cardPage(baseUrl, 1));
      await save(await write(other, 'For planners and dispatchers.'));
      await other.close();

      await slow.getByRole('button', { name: 'Save' }).click();
      await slow.getByText('Somebody else wrote meanwhile').waitFor();
      await slow.getByText('For planners and dispatchers.').waitFor();
      assert.equal(await slow.getByRole('textbox').inputValue(), 'For planners and pilots.');
      await slow.getByRole('textbox').fill('For planners, dispatchers and pilots.');
      await save(slow);
      await page.getByText(/^Revision 3, written/).waitFor();
    });

    it('shows what it said before', async () => {
      const { page } = person;
      await page.getByText('History (3)').click();
      await page.getByRole('button', { name: 'View revision 1' }).click();
      await page.getByText(/^Revision 1, as it was on/).waitFor();
      await page.getByText('not for passengers').waitFor();
      await page.getByRole('button', { name: 'Show the newest' }).click();
      await page.getByText('For planners, dispatchers and pilots.').waitFor();
    });

    it('is taken away as Markdown, as a page and as a bill of materials', async () => {
      const { page } = person;
      const words = 'For planners, dispatchers and pilots.';
      const markdown = await download(page, 'Download Markdown');
      assert.equal(markdown.name, `${MODEL}-v1-model-card.md`);
      assert.match(markdown.text, /^## Intended use$/m);
      assert.ok(markdown.text.includes(words));
      const html = await download(page, 'Download HTML');
      assert.equal(html.name, `${MODEL}-v1-model-card.html`);
      assert.match(html.text, /^<!doctype html>/i);
      assert.ok(html.text.includes(words));
      const { name, text } = await download(page, 'Download ML-BOM');
      assert.equal(name, `${MODEL}-v1-ml-bom.cdx.json`);
      const bom = JSON.parse(text);
      assert.equal(bom.bomFormat, 'CycloneDX');
      const { component } = bom.metadata;
      assert.deepEqual([component.name, component.version], [MODEL, '1']);
      assert.equal(component.type, 'machine-learning-model');
      const { modelCard } = bom.components.find(each => each.type === component.type);
      assert.ok(JSON.stringify(modelCard.considerations).includes(words));
    });

    it('is carried over to the next version until that is written for', async () => {
      const { page, baseUrl } = person;
      await page.goto(cardPage(baseUrl, 2));
      const use = sectionOf(page, 'Intended use');
      await use.getByText('Carried over from version 1').waitFor();
      await use.getByText('For planners, dispatchers and pilots.').waitFor();
      await use.getByRole('button', { name: 'Edit Intended use' }).click();
      await save(use);
      await use.getByText('Carried over from version 1').waitFor({ state: 'hidden' });
      await page.getByText(/^Revision 1, written/).waitFor();
    });
  });
}
