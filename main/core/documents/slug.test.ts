import { describe, expect, it } from 'vitest';
import { slugOf } from './slug.ts';

describe('ids made from names', () => {
  it.each([
    ['Ingest source one', 'ingest-source-one'],
    ['  Größe & Maß  ', 'grosse-mass'],
    ['日本', 'job'],
    ['CON', 'job-con'],
    ['Crème brûlée', 'creme-brulee'],
    ['a'.repeat(100), 'a'.repeat(60)],
    ['---', 'job'],
  ])('%s is %s', (name, id) => {
    expect(slugOf(name, new Set())).toBe(id);
  });

  it('are numbered where they are taken, in any case', () => {
    expect(slugOf('Backup', new Set(['BACKUP', 'backup-2']))).toBe('backup-3');
  });
});
