#!/usr/bin/env node
// @ts-check
/**
 * The `wakeful` command of the package. On a fresh clone there is nothing built: what is missing or older than its source
 * is built first, then the command runs.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, ensureBuilt, isStale } from './build.mjs';

// Deciding costs a few milliseconds; the build tool is loaded only where something must be built.
if (isStale('node') || isStale('helper')) await ensureBuilt(['node', 'helper']);
await import(pathToFileURL(join(dist, 'cli/wakeful.mjs')).href);
