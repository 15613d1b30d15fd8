// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { takeToken } from './token.ts';

beforeEach(() => {
  sessionStorage.clear();
  window.location.hash = '';
});

it('takes the token from the address, keeps it for the tab, and removes it from the address', () => {
  window.location.hash = '#token=abc-123';
  expect(takeToken(window.location, window.history, sessionStorage)).toBe('abc-123');
  expect(window.location.href).not.toContain('abc-123');
  expect(takeToken(window.location, window.history, sessionStorage)).toBe('abc-123');
});

it('keeps the place that stands behind the token', () => {
  window.location.hash = '#token=abc&/jobs?tag=x';
  takeToken(window.location, window.history, sessionStorage);
  expect(window.location.hash).toBe('#/jobs?tag=x');
});

it('takes no place for a token', () => {
  window.location.hash = '#/jobs/token=1';
  expect(takeToken(window.location, window.history, sessionStorage)).toBeNull();
  expect(window.location.hash).toBe('#/jobs/token=1');
});
