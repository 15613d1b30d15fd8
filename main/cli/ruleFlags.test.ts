import { describe, expect, it } from 'vitest';
import { jobFromFlags } from './jobFlags.ts';
import { bytesOf } from './ruleFlags.ts';

const document = (values: Parameters<typeof jobFromFlags>[0]) => jobFromFlags(values, ['true'], '/w').document;

describe('a job from the command line', () => {
  it('has of its rules what was said, and nothing else', () => {
    expect(document({})).toEqual({ name: 'true', run: { command: ['true'] }, cwd: '/w', triggers: [] });
    expect(
      document({
        secret: ['API_KEY', 'OTHER'],
        'secret-file': ['DEPLOY_KEY'],
        ping: 'https://example.org/ping',
        memory: '512MiB',
        printed: '1.5G',
        beyond: 'notify',
        'keep-output': '100k',
        nice: '10',
        'keep-awake': true,
        retries: '3',
        'retry-delay': '1m',
        timeout: '10m',
        grace: '5s',
        'notify-after': '2',
        'notify-missed': true,
        'notify-running': '2h',
        'give-up-after': '20',
        environment: 'minimal',
        concurrency: 'queue',
        'catch-up': 'none',
        stdin: 'typed',
      }),
    ).toEqual({
      name: 'true',
      run: { command: ['true'] },
      cwd: '/w',
      triggers: [],
      secrets: ['API_KEY', 'OTHER'],
      secretFiles: ['DEPLOY_KEY'],
      limits: { memory: 536_870_912, output: 1_610_612_736, then: 'notify' },
      outputLimit: 102_400,
      nice: 10,
      keepAwake: true,
      retry: { limit: 3, delay: 'PT1M' },
      timeout: { attempt: 'PT10M', grace: 'PT5S' },
      notify: { afterFailures: 2, missed: true, stillRunningAfter: 'PT2H', ping: 'https://example.org/ping' },
      giveUpAfter: 20,
      environment: 'minimal',
      concurrency: 'queue',
      catchUp: { runs: 'none' },
      stdin: 'typed',
    });
    expect(document({ quiet: true })['notify']).toEqual({ failure: false });
  });

  it.each([
    ['4096', 4096],
    ['1kB', 1000],
    ['1K', 1024],
    ['1.5 MiB', 1_572_864],
    ['2gb', 2_000_000_000],
  ])('may give %s as a size', (text, bytes) => {
    expect(bytesOf(text, '--memory')).toBe(bytes);
  });

  it.each(['', 'much', '-5', '5 stone', '1.2.3M'])('is refused with %j as a size', (text) => {
    expect(() => bytesOf(text, '--memory')).toThrow('--memory takes a size like 512MiB');
  });

  it('is refused with what is no number, and with a limit that limits nothing', () => {
    expect(() => document({ nice: 'very' })).toThrow('--nice takes a whole number, not "very".');
    expect(() => document({ retries: '1.5' })).toThrow('--retries takes a whole number');
    expect(() => document({ beyond: 'stop' })).toThrow('--memory or --printed');
  });
});
