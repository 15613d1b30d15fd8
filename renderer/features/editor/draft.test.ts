import { expect, it } from 'vitest';
import { differences, documentOf, draftOf, fieldOf, problemOf, textOfTrigger, withField } from './draft.ts';

it('gives back the document it was opened with, also what no form shows', () => {
  const document = {
    id: 'a',
    name: 'A',
    run: { shell: 'x', shellPath: '/bin/zsh' },
    triggers: [
      { type: 'cron', expression: '5 * * * *' },
      { type: 'calendar', entries: [{ hour: 3 }] },
    ],
    blackouts: [{ from: '2026-12-24', to: '2026-12-26' }],
  };
  expect(documentOf(draftOf(document))).toEqual(document);
});

it('keeps the text when the kind is switched', () => {
  const draft = draftOf({ name: 'A', run: { command: ['echo', 'two words'] } });
  expect(documentOf({ ...draft, what: { ...draft.what, kind: 'shell' } })['run']).toEqual({
    shell: 'echo "two words"',
  });
});

it('has one empty box for a new job, which is no trigger', () => {
  const draft = draftOf({ name: '' });
  expect(draft.whens.map((when) => when.text)).toEqual(['']);
  expect(documentOf(draft)['triggers']).toEqual([]);
});

it.each([
  [{ type: 'cron', expression: '5 * * * *' }, '5 * * * *'],
  [{ type: 'phrase', text: 'every day at 02:30' }, 'every day at 02:30'],
  [{ type: 'interval', every: 'PT5M' }, 'PT5M'],
  [{ type: 'interval', every: 'PT5M', upTo: 'PT10M' }, null],
  [{ type: 'watch', paths: ['/a'] }, null],
])('%o is typed as %s', (trigger, text) => {
  expect(textOfTrigger(trigger)).toBe(text);
});

it('changes one field and takes out what becomes empty', () => {
  const changed = withField({ name: 'A' }, ['catchUp', 'within'], 'PT12H');
  expect(changed).toEqual({ name: 'A', catchUp: { within: 'PT12H' } });
  expect(fieldOf(changed, ['catchUp', 'within'])).toBe('PT12H');
  expect(withField(changed, ['catchUp', 'within'], undefined)).toEqual({ name: 'A' });
});

it('finds the problem of a field and of what is in it, and of no other', () => {
  const problem = { code: 'x', message: 'm', field: 'triggers[1].expression' };
  expect(problemOf([problem], 'triggers[1]')).toBe(problem);
  expect(problemOf([problem], 'triggers')).toBe(problem);
  expect(problemOf([problem], 'trigger')).toBeUndefined();
});

it('names the fields in which two documents differ', () => {
  expect(differences({ name: 'A', tags: ['x'] }, { name: 'A', cwd: '/' })).toEqual([
    { field: 'tags', mine: '["x"]', theirs: '' },
    { field: 'cwd', mine: '', theirs: '"/"' },
  ]);
});
