export { trustAccount } from './limits/trouble.ts';
export { emailList, presentEmail } from './queries.ts';
