const DAY = 86_400_000;

/** A day of the Gregorian calendar in ISO form; undefined when there is none, as the 31st of April. */
export function isoDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

/** 1 for Monday to 7 for Sunday (ISO 8601). */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** The Monday of an ISO week: week 1 is the one that holds the 4th of January; undefined when the year has no such week. */
export function mondayOfWeek(year: number, week: number): string | undefined {
  const fourth = isoDay(year, 1, 4)!;
  const monday = addDays(fourth, 1 - weekdayOf(fourth) + (week - 1) * 7);
  return week >= 1 && Number(addDays(monday, 3).slice(0, 4)) === year ? monday : undefined;
}
