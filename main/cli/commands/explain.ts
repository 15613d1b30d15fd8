import { readOptions, UsageError, type Command } from '../command.ts';
import { explainText } from '../explain.ts';
import { write } from '../print.ts';
import { printingOf, scheduleOptions } from '../schedule.ts';

export const command: Command = {
  help: `wakeful explain TEXT [--zone ZONE] [--count N] [--from INSTANT] [--json]

What a schedule means: in words, when it is due next and was before, what will surprise, what other programs would make of it.
TEXT is cron ("0 9 * * mon-fri"), a phrase ("every monday at 10:30"), a systemd calendar event ("Mon..Fri 09:00"), a date, an interval
(PT5M), or a trigger as JSON. Needs no running Wakeful. Ends with 2 where TEXT is not understood, and shows where.

  --zone ZONE      an IANA name (this computer's zone)
  --count N        how many due moments (5)
  --from INSTANT   as of then, like 2026-03-28T00:00:00Z (now)
  --json           one JSON object
`,
  async run(args, { stdout, stderr }) {
    const { values, positionals } = readOptions(args, scheduleOptions);
    const text = values.trigger ?? positionals.join(' ');
    if (text.trim() === '') throw new UsageError('Say what to explain: wakeful explain "every monday at 10:30".');
    const printing = printingOf(values, 5);
    const { text: said, exitCode } = explainText(text, printing);
    await write(exitCode === 0 || printing.json === true ? stdout : stderr, `${said}\n`);
    return exitCode;
  },
};
