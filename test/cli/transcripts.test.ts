import { join } from 'node:path';
import { expectGolden } from '../golden';
import { read, root, tracked } from '../repo/tracked';
import { replay } from './transcript';

test.each(tracked('test/cli/*.md'))('%s is what its commands print', (page) => {
  expectGolden(join(root, page), replay(read(page)));
});
