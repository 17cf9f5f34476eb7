import type { Code } from '../codes.ts';
import { creatingPages } from './codes/creating.ts';
import { filePages } from './codes/files.ts';
import { imagePages } from './codes/images.ts';
import { killedPages } from './codes/killed.ts';
import { networkPages } from './codes/network.ts';
import { nodePages } from './codes/node.ts';
import { ownerPages } from './codes/owners.ts';
import { placingPages } from './codes/placing.ts';
import { programPages } from './codes/programs.ts';
import { refusedPages } from './codes/refused.ts';
import { runPages } from './codes/runs.ts';
import { sidecarPages } from './codes/sidecars.ts';
import { otherWaitPages } from './codes/wait-others.ts';
import { serviceWaitPages } from './codes/wait-services.ts';
import type { NamedPage, Page, Topic } from './page.ts';
import { statusTopics } from './statuses/index.ts';

/** The page of every code: one that is missing does not compile. */
export const codePages: Readonly<Record<Code, Page>> = {
  ...runPages,
  ...killedPages,
  ...filePages,
  ...imagePages,
  ...creatingPages,
  ...placingPages,
  ...nodePages,
  ...refusedPages,
  ...ownerPages,
  ...sidecarPages,
  ...serviceWaitPages,
  ...otherWaitPages,
  ...networkPages,
  ...programPages,
};

/** All pages in the order of the list. */
export const topics: readonly Topic[] = [
  ...statusTopics,
  { title: 'the run of the init container', pages: named(runPages) },
  { title: 'killed or lost', pages: named(killedPages) },
  { title: 'files, rights, repeated runs', pages: named(filePages) },
  { title: 'its image', pages: named(imagePages) },
  { title: 'creating it', pages: named(creatingPages) },
  { title: 'placing the pod', pages: named(placingPages) },
  { title: 'volumes, sandbox, node', pages: named(nodePages) },
  { title: 'pods that the API refuses', pages: named(refusedPages) },
  { title: 'the owner of the pod, and its app', pages: named(ownerPages) },
  { title: 'sidecars and injected containers', pages: named(sidecarPages) },
  { title: 'waiting for a Service', pages: named(serviceWaitPages) },
  { title: 'waiting for something else', pages: named(otherWaitPages) },
  { title: 'network and TLS', pages: named(networkPages) },
  { title: 'databases, credentials, settings', pages: named(programPages) },
];

function named(pages: Readonly<Record<string, Page>>): NamedPage[] {
  return Object.entries(pages).map(([name, page]) => ({ name, page }));
}
