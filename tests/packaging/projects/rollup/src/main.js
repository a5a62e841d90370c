import 'azure-connect/define';
