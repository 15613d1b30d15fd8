import type { Contender } from '../contender.ts';

/** Loads one contender and nothing of the others: what is loaded counts as memory. */
export async function contenderNamed(name: string): Promise<Contender> {
  switch (name) {
    case 'Wakeful':
      return (await import('./wakeful.ts')).wakeful;
    case 'croner':
      return (await import('./croner.ts')).croner;
    case 'node-schedule':
      return (await import('./nodeSchedule.ts')).nodeSchedule;
    case 'cron':
      return (await import('./cronPackage.ts')).cronPackage;
    case 'bare':
      return {
        arm: () => {
          setInterval(() => undefined, 2 ** 30);
          return Promise.resolve();
        },
      };
    default:
      throw new Error(`There is no contender "${name}".`);
  }
}
