export { csvField, csvLine } from '@mlops-backstage/plugin-mlops-common';
