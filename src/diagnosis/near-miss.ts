export { nearMisses } from '../waits/resolve/near-miss.ts';
