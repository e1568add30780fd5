export { nearest } from '../../spelling/did-you-mean';
