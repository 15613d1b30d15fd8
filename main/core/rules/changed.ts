/**
 * Whether an upstream's run brought something new to the job that follows it (semantics §7 `changed`): the fingerprint of its outputs and
 * artifacts differs from that of the run the follower last used. A run without a fingerprint (it did not succeed) brought nothing;
 * to a follower that used none yet everything is new.
 */
export const isChanged = (fingerprint: string | null, used: string | null): boolean =>
  fingerprint !== null && fingerprint !== used;
