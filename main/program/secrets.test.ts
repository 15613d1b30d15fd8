import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OUTBOX_FILE } from '../adapters/outgoing/outbox.ts';
import { keyBox } from '../adapters/secrets/keyBox.ts';
import { StartedWakeful } from './testing/startedWakeful.ts';

const VALUE = 'swordfish "and" more/97';
const FILE_VALUE = '-----BEGIN KEY-----\nabcdef0123456789\n-----END KEY-----\n';
/** Pieces that no file may hold: also what JSON and URLs make of the values. */
const FORMS = [VALUE, 'swordfish', 'abcdef0123456789'];

let world: StartedWakeful;
beforeAll(async () => {
  world = new StartedWakeful({ secretBoxes: [keyBox('a long random text of the person')] });
  await world.ask('setSecret', { name: 'API_KEY', value: VALUE });
  await world.ask('setSecret', { name: 'DEPLOY_KEY', value: FILE_VALUE });
});
afterAll(() => world.dispose());

describe('a secret', () => {
  it('reaches the job as a variable and as a file, and stands in none of our files', async () => {
    const job = await world.add({
      name: 'Keeper',
      run: {
        shell: [
          'printf "%s" "$API_KEY"; printf "\\n"; printf "%s" "$API_KEY" | wc -c',
          'cat "$DEPLOY_KEY_FILE"; ls -l "$DEPLOY_KEY_FILE" | cut -c1-10; wc -c < "$DEPLOY_KEY_FILE"',
          'printf \'{"token":"%s"}\' "$API_KEY" | sed \'s/"and"/\\\\"and\\\\"/\' > "$WAKEFUL_OUTPUT"',
          'printf "%s" "$API_KEY" >&2',
          'printf "user:%s" "$API_KEY" | base64 >&2',
          'exit 3',
        ].join('; '),
        shellPath: '/bin/sh',
      },
      secrets: ['API_KEY'],
      secretFiles: ['DEPLOY_KEY'],
      // Nobody listens there: what is to be sent waits on the disk.
      notify: { ping: 'http://127.0.0.1:9/ping' },
    });
    await world.ask('changeSettings', { changes: { notify: { webhook: 'http://127.0.0.1:9/hook' } } });
    const run = await world.run(job);
    expect(run).toMatchObject({ outcome: 'failed', exitCode: 3, outputs: { token: '•••' } });
    const text = await world.output(run.run);
    expect(text.replaceAll(' ', '')).toMatch(
      new RegExp(`^•••\n${VALUE.length}\n•••-rw-------\n${FILE_VALUE.length}\n•••[\\w+/]{1,8}•••[\\w+/=]{0,4}\n$`),
    );
    // The letters of the ping and of the failure are among what is looked through.
    await world.until(() => world.filesWith('Keeper failed').some((path) => path.endsWith(OUTBOX_FILE)));
    const given = await world.ask('readRunEnvironment', { run: run.run, attempt: null });
    expect(given.variables['API_KEY']).toBe('•••');
    // The notification of the failure, the answers of every call that tells of the job, and the log.
    const told = [
      ...world.shown,
      ...world.logged,
      await world.ask('readJob', { job }),
      await world.ask('listInbox', { before: null, limit: 10 }),
      await world.ask('readJobEnvironment', { job }),
      await world.ask('listSecrets', {}),
      await world.ask('readState', {}),
    ];
    for (const form of FORMS) {
      expect(JSON.stringify(told)).not.toContain(form);
      expect(world.filesWith(form)).toEqual([]);
    }
  });

  it('given as a file is gone after the run, and after the next start where a crash kept anybody from removing it', async () => {
    const given = join(world.home, 'given');
    expect(readdirSync(given)).toEqual([]);
    mkdirSync(join(given, 'r000000099.1'), { recursive: true });
    writeFileSync(join(given, 'r000000099.1', 'DEPLOY_KEY'), FILE_VALUE);
    await world.restart();
    expect(readdirSync(given)).toEqual([]);
  });

  it('without a value keeps the job from starting, and says what to do', async () => {
    const job = await world.add({ name: 'Lacking', run: { command: ['true'] }, secrets: ['NOBODY_SET'] });
    const run = await world.run(job);
    expect(run.outcome).toBe('couldNotStart');
    expect(run.message).toContain('The secret NOBODY_SET has no value');
    const { missing } = await world.ask('listSecrets', {});
    expect(missing).toEqual([{ name: 'NOBODY_SET', jobs: ['lacking'] }]);
  });

  it('is there after a restart, and gone once it is deleted', async () => {
    await world.restart();
    const job = await world.add({
      name: 'After',
      run: { shell: 'test "$API_KEY" = \'swordfish "and" more/97\'', shellPath: '/bin/sh' },
      secrets: ['API_KEY'],
    });
    expect((await world.run(job)).outcome).toBe('succeeded');
    await world.ask('deleteSecret', { name: 'API_KEY' });
    expect((await world.run(job)).outcome).toBe('couldNotStart');
    expect(await world.refusal('deleteSecret', { name: 'API_KEY' })).toBe('There is no secret "API_KEY".');
  });
});
