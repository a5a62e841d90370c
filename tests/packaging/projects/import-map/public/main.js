import { createAzureConnect } from 'azure-connect';

createAzureConnect(document.querySelector('main'), { profile: '/azure-profile.json' });
