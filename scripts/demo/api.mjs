// The portal's API as a signed-in guest uses it.
import { setTimeout as sleep } from 'node:timers/promises';

export async function signInAsGuest(baseUrl) {
  const response = await fetch(`${baseUrl}/api/auth/guest/refresh`);
  if (!response.ok) {
    throw new Error(`Guest sign-in failed with ${response.status}: ${await response.text()}`);
  }
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}

/** A function `call(method, path, body)` that answers the JSON, or throws an error with `status`. */
export function mlopsApi(baseUrl, token) {
  return async (method, path, body) => {
    const response = await fetch(`${baseUrl}/api/mlops${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) {
      const error = new Error(`${method} ${path}: ${answer.error?.message ?? response.status}`);
      error.status = response.status;
      throw error;
    }
    return answer;
  };
}

/** `undefined` for what isn't there. */
export async function unlessMissing(promise) {
  try {
    return await promise;
  } catch (error) {
    if (error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

/** Asks again until the answer isn't `undefined`. */
export async function eventually(what, timeoutMs, ask) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}`);
    }
    await sleep(500);
  }
}
