import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, mixed, readableOn, textOn } from '../../src/domain/brand.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('a brand’s colour', () => {
  it('carries text that can be read, whatever it is', () => {
    fc.assert(fc.property(color, (accent) => contrast(textOn(accent), accent) >= 4.5));
    expect(textOn('#0f766e')).toBe('#ffffff');
    expect(textOn('#ffd400')).toBe('#000000');
  });

  it('is shaded until it can be read as text, and left alone where it can', () => {
    fc.assert(fc.property(color, color, (accent, page) => contrast(readableOn(accent, page), page) >= 4.5));
    expect(readableOn('#0f766e', '#ffffff')).toBe('#0f766e');
    expect(readableOn('#ffd400', '#ffffff')).toBe('#8c7500');
  });

  it('mixes by shares', () => {
    expect(mixed('#ffffff', '#000000', 0.5)).toBe('#808080');
    expect(mixed('#0f766e', '#ffffff', 1)).toBe('#0f766e');
  });
});
