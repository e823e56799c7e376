const MODEL = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;
const LONGEST = 63;

/** Whether a text could be the name of a model. */
export const isModelName = (text: string) => MODEL.test(text) && text.length <= LONGEST;
