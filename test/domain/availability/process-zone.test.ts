import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const digest = new URL('./digest.ts', import.meta.url).pathname;

async function runIn(TZ: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [digest], { env: { ...process.env, TZ } });
  return stdout;
}

describe('the zone of the process', () => {
  it('changes neither slots nor the texts of times', async () => {
    const outputs = await Promise.all(
      ['UTC', 'Pacific/Auckland', 'America/New_York', 'Asia/Kolkata'].map((zone) => runIn(zone)),
    );
    expect(Number(outputs[0]?.split(' ')[0])).toBeGreaterThan(500);
    expect(new Set(outputs).size).toBe(1);
  });
});
