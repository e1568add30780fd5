import { join } from 'node:path';
import { expectGolden } from '../golden';
import { fencedBlocks } from '../repo/fenced';
import { read, root, tracked } from '../repo/tracked';
import { replay } from './transcript';

const pages = tracked('*.md', ':!docs/rules').filter((page) => fencedBlocks(read(page)).some(({ language }) => language === 'console'));

test.each(pages)('%s is what its commands print', (page) => {
  expectGolden(join(root, page), replay(read(page)));
});
