import { describe, expect, it } from 'vitest';
import { loggedError, masked } from '../src/log.ts';

describe('the log', () => {
  it('blanks addresses and tokens in what libraries say', () => {
    expect(masked('550 <john@acme.com>: no such user')).toBe('550 <***>: no such user');
    expect(masked('invalid token xoxb-12-ab, Bearer abc.def')).toBe('invalid token ***, Bearer ***');
    expect(masked('mongodb://admin:hunter2@db.example/parley')).toBe('mongodb://***db.example/parley');
    expect(masked('E11000 dup key: { email: "eve@x.org" }')).toBe('E11000 dup key: { email: "***" }');
    expect(masked('connect ECONNREFUSED 127.0.0.1:25')).toBe('connect ECONNREFUSED 127.0.0.1:25');
  });

  it('keeps kind, code, message and stack of an error, and none of its payload', () => {
    const error = Object.assign(new TypeError('to eve@x.org'), { code: 'EENVELOPE', recipient: 'eve@x.org', data: {} });
    const logged = loggedError(error);
    expect(logged).toMatchObject({ type: 'TypeError', code: 'EENVELOPE', message: 'to ***' });
    expect(JSON.stringify(logged)).not.toContain('eve@');
    expect(Object.keys(logged).sort()).toEqual(['code', 'message', 'stack', 'type']);
    expect(loggedError('eve@x.org')).toEqual({ type: 'string', message: '***' });
  });
});
