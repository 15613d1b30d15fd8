import { describe, expect, it } from 'vitest';
import { kindOf } from './registry.ts';
import { reading, right, sentence, wrong } from './testing/ask.ts';

const context = reading('2026-01-01T00:00:00Z');

describe('events (semantics §2.8), with what they leave out filled in', () => {
  it.each([
    [{ type: 'start' }, { once: null }, 'When Wakeful starts'],
    [{ type: 'start', once: 'perBoot' }, {}, 'When Wakeful first starts after the computer booted'],
    [{ type: 'resume' }, { after: 0 }, 'When this computer wakes'],
    [{ type: 'resume', after: 'PT5M' }, { after: 300_000 }, '5 minutes after this computer wakes'],
    [{ type: 'unlock' }, {}, 'When the screen is unlocked'],
    [{ type: 'idle', for: 'PT10M' }, { for: 600_000 }, 'After 10 minutes without input'],
    [{ type: 'network' }, {}, 'When the network comes up'],
    [{ type: 'power', state: 'ac' }, {}, 'When mains power begins'],
    [{ type: 'watch', paths: ['~/in', '/tmp/x'] }, { settle: 1000 }, 'When ~/in or /tmp/x changes'],
    [{ type: 'queue', directory: '~/q' }, { throttle: 10_000 }, 'While ~/q is not empty'],
    [{ type: 'mount' }, {}, 'When a volume appears'],
    [{ type: 'after', job: 'ingest' }, { on: 'success', delay: 0, if: null }, 'After ingest succeeded'],
    [
      { type: 'after', job: 'ingest', on: [0, 75], delay: 'PT10M', if: 'outputs.rows > 0' },
      { on: [0, 75], delay: 600_000 },
      '10 minutes after ingest ended with exit code 0 or 75, if outputs.rows > 0',
    ],
    [
      { type: 'keepAlive' },
      { throttle: 10_000, when: 'always', limit: 10, window: 5000 },
      'Kept running, every 10 seconds at most',
    ],
    [
      { type: 'keepAlive', when: { pathExists: '/mnt/usb' }, throttle: 'PT0S' },
      { when: { pathExists: '/mnt/usb' } },
      'Kept running while /mnt/usb exists',
    ],
  ])('%j', (json, filled, words) => {
    const trigger = right(json, context);
    expect(trigger).toMatchObject(filled);
    expect(sentence(json)).toBe(words);
    expect(kindOf(trigger)).toBe(json.type === 'after' ? 'upstream' : 'event');
  });

  it.each([
    [{ type: 'start', once: 'perboot' }, 'unknownWord', 'once', 'perBoot'],
    [{ type: 'resume', afer: 'PT5M' }, 'unknownKey', 'afer', 'after'],
    [{ type: 'idle' }, 'missingKey', 'for', undefined],
    [{ type: 'idle', for: 'PT0S' }, 'durationRange', 'for', undefined],
    [{ type: 'power' }, 'missingKey', 'state', undefined],
    [{ type: 'power', state: 'mains' }, 'unknownWord', 'state', undefined],
    [{ type: 'watch' }, 'missingKey', 'paths', undefined],
    [{ type: 'watch', paths: [] }, 'wrongType', 'paths', undefined],
    [{ type: 'queue', directory: ' ' }, 'missingKey', 'directory', undefined],
    [{ type: 'after' }, 'missingKey', 'job', undefined],
    [{ type: 'after', job: 'a', on: 'sucess' }, 'unknownWord', 'on', 'success'],
    [{ type: 'after', job: 'a', on: [1.5] }, 'wrongType', 'on', undefined],
    [{ type: 'after', job: 'a', delay: 'P1M' }, 'durationCalendar', 'delay', undefined],
    [{ type: 'keepAlive', when: 'afterfailure' }, 'unknownWord', 'when', 'afterFailure'],
    [{ type: 'keepAlive', when: { path: '/x' } }, 'unknownKey', 'when.path', undefined],
    [{ type: 'keepAlive', limit: 0 }, 'outOfRange', 'limit', undefined],
    [{ type: 'network', zone: 'UTC' }, 'unknownKey', 'zone', undefined],
    [{ type: 'netwrk' }, 'unknownTrigger', 'type', 'network'],
  ])('refuses %j', (json, code, field, suggestion) => {
    expect(wrong(json)).toMatchObject({ code, field, ...(suggestion === undefined ? {} : { suggestion }) });
  });
});
