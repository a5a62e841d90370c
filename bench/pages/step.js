// What the step consists of, for the pages in JavaScript. `words` is made from the widget's own sentences.
import words from 'words';

export { words };

export const routes = ['cloud-shell', 'portal', 'powershell', 'terraform', 'existing'];
export const clouds = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'];
export const needs = ['register', 'assign'];
export const branches = ['cannot-register', 'no-secrets', 'cannot-assign'];
export const fields = ['clientId', 'tenantId', 'clientSecret', 'expiresOn', 'subscriptionId', 'name'];

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isId = (field) => ['clientId', 'tenantId', 'subscriptionId'].includes(field);
export const isGuid = (text) => GUID.test(text);
export const wrong = (field) => words.wrong.replace('{label}', words[field]);
export const verdict = (field, text) => (!isId(field) || text === '' ? '' : isGuid(text) ? words.good : wrong(field));
