// The rooms of src/, highest first. A room may use those below it, never one above.
const rooms = ['commands', 'output', 'report', 'diagnosis', 'waits', 'init', 'cluster'];

const noWayBack = rooms.slice(1).map((room) => ({
  name: `${room}-looks-up`,
  severity: 'error',
  comment: `src/${room} uses only what is below it (README, "The house")`,
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${rooms.slice(0, rooms.indexOf(room)).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...noWayBack,
    {
      name: 'init-is-pure',
      severity: 'error',
      comment: 'src/init knows Kubernetes types and itself, nothing else',
      from: { path: '^src/init/' },
      to: { pathNot: ['^src/init/', '^src/cluster/kubernetes\\.ts$'] },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'rules and signatures know no client, terminal, clock or command line',
      from: { path: '^src/diagnosis/(rules|signatures)/' },
      to: { path: ['^src/cluster/(live|dump)/', 'node_modules', '^node:'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'output-reads-nothing',
      severity: 'error',
      comment: 'src/output turns a report into text; it neither reads nor judges',
      from: { path: '^src/output/' },
      to: { path: '^src/(cluster|diagnosis|waits)/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
