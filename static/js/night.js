/** The night an instant belongs to, as the server says it: the date of its 18:00, from noon to noon by the clock
 * of Amsterdam. A night in which that clock changes takes 23 or 25 hours, so no hours are counted here. */
const CLOCK = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Europe/Amsterdam", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", hourCycle: "h23",
});

export function tonight(now = Date.now()) {
  const told = Object.fromEntries(CLOCK.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const day = told.hour < 12 ? told.day - 1 : told.day;
  return new Date(Date.UTC(told.year, told.month - 1, day)).toISOString().slice(0, 10);
}
