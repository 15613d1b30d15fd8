/**
 * Why Wakeful cannot write into its folder, for a person: a disk that is full or read-only, a folder of somebody else. Null for every
 * other error: that is a defect, and its stack is what helps.
 */
export function whyNotStarted(error: unknown, folder: string): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full: Wakeful needs a little room in ${folder} to start.`;
    case 'EROFS':
      return `Wakeful cannot start: ${folder} is on a disk that is read-only.`;
    case 'EACCES':
    case 'EPERM':
      return `Wakeful cannot start: ${folder} may not be written by this user.`;
    default:
      return null;
  }
}
