import { describe, expect, it } from 'vitest';
import { copyAs } from './copyAs.ts';

const job = {
  id: 'ingest',
  name: "Sam's ingest",
  run: { command: ['python3', 'ingest.py', '--rate', '50%'] },
  cwd: '~/data',
  triggers: [{ type: 'cron', expression: '5 * * * *' }],
};

describe('a job written down elsewhere', () => {
  it('is its document', () => {
    expect(JSON.parse(copyAs(job).json)).toEqual(job);
  });

  it('is a line of a crontab, in which a % is no end of the command', () => {
    expect(copyAs(job).cron).toBe('5 * * * * cd ~/data && python3 ingest.py --rate 50\\%');
    expect(copyAs({ ...job, env: { A: 'b c' } }).cron).toContain("env 'A=b c' python3");
    expect(copyAs({ ...job, run: { shell: 'a | b' }, env: { A: '1' } }).cron).toContain('export A=1; a | b');
  });

  it('is no line of a crontab where cron would do something else', () => {
    expect(copyAs({ ...job, zone: 'Asia/Tokyo' }).cron).toBeNull();
    expect(copyAs({ ...job, triggers: [{ type: 'start' }] }).cron).toBeNull();
    expect(copyAs({ ...job, conditions: { power: 'ac' } }).cron).toBeNull();
  });

  it('is a command, where its options say all of it', () => {
    expect(copyAs(job).command).toBe(
      "wakeful add --name 'Sam'\\''s ingest' --cron '5 * * * *' --cwd ~/data -- python3 ingest.py --rate 50%",
    );
    expect(copyAs({ ...job, retry: { limit: 2 } }).command).toBeNull();
  });
});
