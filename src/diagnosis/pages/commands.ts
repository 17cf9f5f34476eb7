import type { Command } from './page.ts';

export const run = (command: string, says: string): Command => ({ command, says });

/** Commands that many pages want, each with what to look for there. */
export const describePod = (says: string): Command => run('kubectl describe pod POD -n NAMESPACE', says);
export const podEvents = (says: string): Command => run('kubectl events -n NAMESPACE --for pod/POD', says);
export const previousLog = (says: string): Command => run('kubectl logs POD -n NAMESPACE -c CONTAINER --previous', says);
export const currentLog = (says: string): Command => run('kubectl logs POD -n NAMESPACE -c CONTAINER --tail=50', says);
export const inContainer = (command: string, says: string): Command =>
  run(`kubectl exec POD -n NAMESPACE -c CONTAINER -- ${command}`, says);
export const deletePod = (says: string): Command => run('kubectl delete pod POD -n NAMESPACE', says);
export const initSpec = (says: string): Command =>
  run(`kubectl get pod POD -n NAMESPACE -o jsonpath='{.spec.initContainers[?(@.name=="CONTAINER")]}'`, says);

/** A page of the Kubernetes documentation by its path below /docs/. */
export const docs = (path: string): string => `https://kubernetes.io/docs/${path}/`;
