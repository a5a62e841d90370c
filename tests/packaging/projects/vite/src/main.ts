import { createAzureConnect } from 'azure-connect';

const main = document.querySelector('main');
if (main) {
  createAzureConnect(main, { profile: '/azure-profile.json' });
}
