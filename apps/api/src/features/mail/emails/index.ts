export { emailList, presentEmail } from './queries.ts';
