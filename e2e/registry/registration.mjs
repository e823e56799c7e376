import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialogOf } from '../dialogOf.mjs';

const DIGEST = 'a'.repeat(64);

async function openForm({ page, baseUrl }, name) {
  await page.goto(`${baseUrl}/mlops`);
  await page.getByRole('button', { name: 'Register a model' }).click();
  const form = dialogOf(page);
  await form.getByLabel(/^Name/).fill(name);
  return form;
}

const send = form => form.getByRole('button', { name: 'Register', exact: true }).click();

/** Registration without an upload. */
export function describeRegistration(person) {
  describe('the registration form', () => {
    it('says beside the artifact that an address may not be fetched', async () => {
      const { call } = person;
      const form = await openForm(person, 'from-elsewhere');
      await form
        .getByRole('radio', { name: 'Fetch an ONNX model from a URL' })
        .click({ force: true });
      const url = form.getByLabel(/^URL of the ONNX file/);
      await url.fill('ftp://models.example.com/a.onnx');
      await send(form);
      assert.equal(await url.getAttribute('aria-invalid'), 'true');
      await url.fill('https://models.example.com/a.onnx');
      await send(form);
      const alert = form.getByRole('alert');
      await alert.getByText('The model was not registered').waitFor();
      assert.match(await alert.innerText(), /allow/);
      // Under the fields of the artifact, and in sight.
      const [field, refusal] = [await url.boundingBox(), await alert.boundingBox()];
      assert.ok(refusal.y > field.y && refusal.y + refusal.height <= 900);
      assert.equal(await url.inputValue(), 'https://models.example.com/a.onnx');
      await assert.rejects(call('GET', '/models/from-elsewhere'), { status: 404 });
    });

    it('takes the description of an artifact of another format', async () => {
      const { call } = person;
      const form = await openForm(person, 'pickled');
      await form.getByRole('radio', { name: /^Another format/ }).click({ force: true });
      await form.getByRole('button', { name: /Format/ }).click();
      await person.page.getByRole('option', { name: 'XGBoost' }).click();
      await form.getByLabel(/^URI/).fill('s3://models/pickled/1/model.ubj');
      await send(form);
      await form.getByText(/64 hexadecimal digits/).waitFor();
      await form.getByLabel(/^SHA-256 digest/).fill(DIGEST.toUpperCase());
      await send(form);
      await form.getByText('pickled is registered').waitFor();
      const version = await call('GET', '/models/pickled/versions/1');
      assert.equal(version.format, 'xgboost');
      assert.equal(version.digest, `sha256:${DIGEST}`);
      assert.equal(version.servable, false);
    });

    it('takes a model that has no version yet, and refuses its name a second time', async () => {
      const { call, page } = person;
      const form = await openForm(person, 'idea');
      await form.getByRole('radio', { name: 'No version yet' }).click({ force: true });
      await send(form);
      await form.getByText('It is in the list, without a version yet.').waitFor();
      await form.getByRole('button', { name: 'Close' }).last().click();
      assert.equal((await call('GET', '/models/idea')).versionCount, 0);
      await page.getByRole('searchbox').fill('idea');
      await page.getByRole('row', { name: 'idea' }).getByText('No version yet').waitFor();

      await openForm(person, 'idea');
      await form.getByRole('radio', { name: 'No version yet' }).click({ force: true });
      await send(form);
      await form.getByRole('alert').getByText('The model was not registered').waitFor();
      assert.equal(await form.getByLabel(/^Name/).getAttribute('aria-invalid'), 'true');
      await form.getByRole('button', { name: 'Cancel' }).click();
    });
  });
}
