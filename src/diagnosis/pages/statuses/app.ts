import { docs, podEvents, run } from '../commands.ts';
import type { StatusPage } from './status-page.ts';

/** Without `Init:` it is the app container: init is done. */
export const appStatuses: readonly StatusPage[] = [
  {
    name: 'CrashLoopBackOff',
    page: {
      title: 'an app container fails again and again; init is done',
      means:
        'Without Init: before it this is an app container, in a pause between attempts: the first restart at once, then 10 s doubling to 5 minutes.',
      why: [
        'The app exits or is killed, its liveness or startup probe fails, or it ends with 0 although it should run on.',
        'What init prepared is missing where the app looks for it.',
      ],
      confirm: [run('kubectl logs POD -n NAMESPACE --previous', 'the log of the run before'), podEvents('Unhealthy, Killing, BackOff')],
      fix: ['Mend the app. Init does not run again for a restart of the app.'],
      prevent: ['Let the app check and name what it needs.'],
      link: docs('tasks/debug/debug-application/debug-pods'),
      see: ['app-container', 'output-unused'],
    },
  },
  {
    name: 'ImagePullBackOff',
    page: {
      title: 'the image of an app container cannot be pulled; init is done',
      means: 'Without Init: before it the image is that of the app. A pause between pulls: 10 s doubling to 5 minutes.',
      why: [
        'Name, credentials, network or limit of the registry, as for any image.',
        'Init containers come first, so a wrong app image shows only after init.',
      ],
      confirm: [podEvents('Failed to pull image')],
      fix: [run('kubectl set image KIND/NAME -n NAMESPACE CONTAINER=IMAGE:TAG', 'the right name, where that is wrong')],
      prevent: ['Check all images of a release before rolling it out.'],
      link: docs('concepts/containers/images'),
      see: ['image-not-found', 'image-auth'],
    },
  },
  {
    name: 'Error',
    also: /^failed$/i,
    page: {
      title: 'an app container has failed; init is done',
      means: 'Its latest run ended with a code other than 0. With restartPolicy Never that is the end, otherwise it is restarted.',
      why: ['The program failed: see its log.', 'The STATUS is Init:Error when it was an init container.'],
      confirm: [
        run('kubectl logs POD -n NAMESPACE', 'of the run that failed, as long as it is not restarted'),
        run('kubectl describe pod POD -n NAMESPACE', 'exit code of each container'),
      ],
      fix: ['Mend the app, then recreate the pod or Job if it is not restarted.'],
      prevent: ['A last line in the log that says why.'],
      link: docs('concepts/workloads/pods/pod-lifecycle'),
      see: ['app-container'],
    },
  },
];
