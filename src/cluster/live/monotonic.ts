/** Milliseconds of a clock that only goes forward. For `performance.now()` Node would load eight modules more, at each start. */
export const monotonic = (): number => process.uptime() * 1000;
