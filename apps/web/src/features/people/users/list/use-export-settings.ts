import { useState } from 'react';
import { useLocale } from 'use-intl';
import { useMe } from '../../../../platform/session/me.tsx';
import { readStored, writeStored } from '../../../../platform/stored.ts';

/** How the list of users is exported. */
export interface ExportSettings {
  readonly format: 'xlsx' | 'csv';
  readonly separator: 'comma' | 'semicolon' | 'tab';
  readonly encoding: 'utf-8' | 'utf-16le';
}

/** The person's settings of exports: what Excel in their language opens, until they choose something else. */
export function useExportSettings(): [ExportSettings, (change: Partial<ExportSettings>) => void] {
  const key = `muster.export.${useMe().user.id}`;
  const locale = useLocale();
  const [chosen, setChosen] = useState(() => parsed(readStored(key)));
  const usual: ExportSettings = {
    format: 'csv',
    separator: usesDecimalComma(locale) ? 'semicolon' : 'comma',
    encoding: 'utf-8',
  };
  const change = (next: Partial<ExportSettings>) => {
    const all = { ...chosen, ...next };
    setChosen(all);
    writeStored(key, JSON.stringify(all));
  };
  return [{ ...usual, ...chosen }, change];
}

/** Where numbers have a comma, spreadsheets expect another separator between cells. */
function usesDecimalComma(locale: string): boolean {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value === ',');
}

const values: { readonly [K in keyof ExportSettings]: readonly ExportSettings[K][] } = {
  format: ['xlsx', 'csv'],
  separator: ['comma', 'semicolon', 'tab'],
  encoding: ['utf-8', 'utf-16le'],
};

/** What was stored, without what is unknown by now. */
function parsed(stored: string | null): Partial<ExportSettings> {
  try {
    const found: unknown = JSON.parse(stored ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter(([name, value]) =>
        values[name as keyof ExportSettings]?.some((known) => known === value),
      ),
    );
  } catch {
    return {};
  }
}
