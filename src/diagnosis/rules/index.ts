import type { OwnerRule, Rule } from '../rule.ts';
import { configMissingKey } from './creating/config-missing-key.ts';
import { configMissingObject } from './creating/config-missing-object.ts';
import { createContainer } from './creating/create-container.ts';
import { messageSignature } from './creating/message-signature.ts';
import { mountFailed } from './creating/mount-failed.ts';
import { mountMissingObject } from './creating/mount-missing-object.ts';
import { mountOverFile } from './creating/mount-over-file.ts';
import { runAsNonroot } from './creating/run-as-nonroot.ts';
import { runtimeClass } from './creating/runtime-class.ts';
import { sandboxFailed } from './creating/sandbox-failed.ts';
import { unreachedService } from './dependencies/unreached-service.ts';
import { waitBlocked } from './dependencies/wait-blocked.ts';
import { waitCheckSuspect } from './dependencies/wait-check-suspect.ts';
import { waitCycle } from './dependencies/wait-cycle.ts';
import { waitExternal } from './dependencies/wait-external.ts';
import { waitFile } from './dependencies/wait-file.ts';
import { waitNoEndpoints } from './dependencies/wait-no-endpoints.ts';
import { waitObject } from './dependencies/wait-object.ts';
import { waitSelf } from './dependencies/wait-self.ts';
import { waitServiceMissing } from './dependencies/wait-service-missing.ts';
import { waitUnreadable } from './dependencies/wait-unreadable.ts';
import { waitWithoutEnd } from './dependencies/wait-without-end.ts';
import { waitWrongPort } from './dependencies/wait-wrong-port.ts';
import { diskFull } from './files/disk-full.ts';
import { leftOver } from './files/left-over.ts';
import { missingFile } from './files/missing-file.ts';
import { notPermitted } from './files/not-permitted.ts';
import { outputUnused } from './files/output-unused.ts';
import { permissionDenied } from './files/permission-denied.ts';
import { imageArch } from './images/image-arch.ts';
import { imageAuth } from './images/image-auth.ts';
import { imageName } from './images/image-name.ts';
import { imageNetwork } from './images/image-network.ts';
import { imageNever } from './images/image-never.ts';
import { imageNotFound } from './images/image-not-found.ts';
import { imagePull } from './images/image-pull.ts';
import { imageRateLimit } from './images/image-rate-limit.ts';
import { imageTls } from './images/image-tls.ts';
import { slowPull } from './images/slow-pull.ts';
import { appContainer } from './neighbours/app-container.ts';
import { appPulling } from './neighbours/app-pulling.ts';
import { meshBeforeProxy } from './neighbours/mesh-before-proxy.ts';
import { sidecarBlocks } from './neighbours/sidecar-blocks.ts';
import { sidecarNotStarted } from './neighbours/sidecar-not-started.ts';
import { webhookInjected } from './neighbours/webhook-injected.ts';
import { cronjobIdle } from './owners/cronjob-idle.ts';
import { deadline } from './owners/deadline.ts';
import { invalidTemplate } from './owners/invalid-template.ts';
import { jobEnded } from './owners/job-ended.ts';
import { jobFailed } from './owners/job-failed.ts';
import { noPods } from './owners/no-pods.ts';
import { scaledToZero } from './owners/scaled-to-zero.ts';
import { suspended } from './owners/suspended.ts';
import { admissionDenied } from './refused/admission-denied.ts';
import { limitRange } from './refused/limit-range.ts';
import { podSecurity } from './refused/pod-security.ts';
import { quotaExceeded } from './refused/quota-exceeded.ts';
import { quotaNeedsLimits } from './refused/quota-needs-limits.ts';
import { runtimeClassMissing } from './refused/runtime-class-missing.ts';
import { securityContextConstraints } from './refused/security-context-constraints.ts';
import { serviceAccountMissing } from './refused/service-account-missing.ts';
import { webhookFailed } from './refused/webhook-failed.ts';
import { webhookPatch } from './refused/webhook-patch.ts';
import { commandNotFound } from './runs/command-not-found.ts';
import { concurrentMigration } from './runs/concurrent-migration.ts';
import { containerGone } from './runs/container-gone.ts';
import { envOfApp } from './runs/env-of-app.ts';
import { execFormat } from './runs/exec-format.ts';
import { exitCode } from './runs/exit-code.ts';
import { exitSilent } from './runs/exit-silent.ts';
import { killed } from './runs/killed.ts';
import { logSignature } from './runs/log-signature.ts';
import { oomKilled } from './runs/oom-killed.ts';
import { rerun } from './runs/rerun.ts';
import { runningLong } from './runs/running-long.ts';
import { segfault } from './runs/segfault.ts';
import { timeoutExit } from './runs/timeout-exit.ts';
import { toolMissing } from './runs/tool-missing.ts';
import { claimMissing } from './scheduling/claim-missing.ts';
import { claimUnbound } from './scheduling/claim-unbound.ts';
import { evicted } from './scheduling/evicted.ts';
import { exclusiveCpus } from './scheduling/exclusive-cpus.ts';
import { kubeletRejected } from './scheduling/kubelet-rejected.ts';
import { nodeNotReady } from './scheduling/node-not-ready.ts';
import { schedulerSilent } from './scheduling/scheduler-silent.ts';
import { schedulingGated } from './scheduling/scheduling-gated.ts';
import { unschedulableConstraints } from './scheduling/unschedulable-constraints.ts';
import { unschedulableResources } from './scheduling/unschedulable-resources.ts';

/** Every rule about a pod. The order does not decide: findings are ranked by what they prove. */
export const rules: readonly Rule[] = [
  appContainer,
  appPulling,
  claimMissing,
  claimUnbound,
  commandNotFound,
  concurrentMigration,
  configMissingKey,
  configMissingObject,
  containerGone,
  createContainer,
  deadline,
  diskFull,
  envOfApp,
  evicted,
  exclusiveCpus,
  execFormat,
  exitCode,
  exitSilent,
  imageArch,
  imageAuth,
  imageName,
  imageNetwork,
  imageNever,
  imageNotFound,
  imagePull,
  imageRateLimit,
  imageTls,
  jobFailed,
  killed,
  kubeletRejected,
  leftOver,
  logSignature,
  meshBeforeProxy,
  messageSignature,
  missingFile,
  mountFailed,
  mountMissingObject,
  mountOverFile,
  nodeNotReady,
  notPermitted,
  oomKilled,
  outputUnused,
  permissionDenied,
  rerun,
  runAsNonroot,
  runningLong,
  runtimeClass,
  sandboxFailed,
  schedulerSilent,
  schedulingGated,
  segfault,
  sidecarBlocks,
  sidecarNotStarted,
  slowPull,
  timeoutExit,
  toolMissing,
  unreachedService,
  unschedulableConstraints,
  unschedulableResources,
  waitBlocked,
  waitCheckSuspect,
  waitCycle,
  waitExternal,
  waitFile,
  waitNoEndpoints,
  waitObject,
  waitSelf,
  waitServiceMissing,
  waitUnreadable,
  waitWithoutEnd,
  waitWrongPort,
  webhookInjected,
];

/** Every rule about a workload that has no pods. */
export const ownerRules: readonly OwnerRule[] = [
  admissionDenied,
  cronjobIdle,
  invalidTemplate,
  jobEnded,
  limitRange,
  noPods,
  podSecurity,
  quotaExceeded,
  quotaNeedsLimits,
  runtimeClassMissing,
  scaledToZero,
  securityContextConstraints,
  serviceAccountMissing,
  suspended,
  webhookFailed,
  webhookPatch,
];
