/** Milliseconds of processor time that some work takes: unlike those on the wall, they do not grow when the machine is busy. */
export function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
