const ENTITY_REF = /^[a-zA-Z0-9]+:[a-zA-Z0-9\-._]+\/[a-zA-Z0-9\-._]+$/;
const LONGEST_REF = 200;

/** Whether a text is a whole entity reference: `group:default/flight-operations`. */
export const isRef = (text: string) => ENTITY_REF.test(text) && text.length <= LONGEST_REF;
