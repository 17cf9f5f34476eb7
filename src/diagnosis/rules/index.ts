import type { OwnerRule, Rule } from '../rule.ts';
import { admissionDenied } from './admission-denied.ts';
import { appContainer } from './app-container.ts';
import { appPulling } from './app-pulling.ts';
import { claimMissing } from './claim-missing.ts';
import { claimUnbound } from './claim-unbound.ts';
import { commandNotFound } from './command-not-found.ts';
import { concurrentMigration } from './concurrent-migration.ts';
import { configMissingKey } from './config-missing-key.ts';
import { configMissingObject } from './config-missing-object.ts';
import { containerGone } from './container-gone.ts';
import { createContainer } from './create-container.ts';
import { cronjobIdle } from './cronjob-idle.ts';
import { deadline } from './deadline.ts';
import { diskFull } from './disk-full.ts';
import { envOfApp } from './env-of-app.ts';
import { evicted } from './evicted.ts';
import { exclusiveCpus } from './exclusive-cpus.ts';
import { execFormat } from './exec-format.ts';
import { exitCode } from './exit-code.ts';
import { exitSilent } from './exit-silent.ts';
import { imageArch } from './image-arch.ts';
import { imageAuth } from './image-auth.ts';
import { imageName } from './image-name.ts';
import { imageNetwork } from './image-network.ts';
import { imageNever } from './image-never.ts';
import { imageNotFound } from './image-not-found.ts';
import { imagePull } from './image-pull.ts';
import { imageRateLimit } from './image-rate-limit.ts';
import { imageTls } from './image-tls.ts';
import { invalidTemplate } from './invalid-template.ts';
import { jobEnded } from './job-ended.ts';
import { jobFailed } from './job-failed.ts';
import { killed } from './killed.ts';
import { kubeletRejected } from './kubelet-rejected.ts';
import { leftOver } from './left-over.ts';
import { limitRange } from './limit-range.ts';
import { logSignature } from './log-signature.ts';
import { meshBeforeProxy } from './mesh-before-proxy.ts';
import { messageSignature } from './message-signature.ts';
import { missingFile } from './missing-file.ts';
import { mountFailed } from './mount-failed.ts';
import { mountMissingObject } from './mount-missing-object.ts';
import { mountOverFile } from './mount-over-file.ts';
import { noPods } from './no-pods.ts';
import { nodeNotReady } from './node-not-ready.ts';
import { notPermitted } from './not-permitted.ts';
import { oomKilled } from './oom-killed.ts';
import { outputUnused } from './output-unused.ts';
import { permissionDenied } from './permission-denied.ts';
import { podSecurity } from './pod-security.ts';
import { quotaExceeded } from './quota-exceeded.ts';
import { quotaNeedsLimits } from './quota-needs-limits.ts';
import { rerun } from './rerun.ts';
import { runAsNonroot } from './run-as-nonroot.ts';
import { runningLong } from './running-long.ts';
import { runtimeClass } from './runtime-class.ts';
import { runtimeClassMissing } from './runtime-class-missing.ts';
import { sandboxFailed } from './sandbox-failed.ts';
import { scaledToZero } from './scaled-to-zero.ts';
import { schedulingGated } from './scheduling-gated.ts';
import { securityContextConstraints } from './security-context-constraints.ts';
import { segfault } from './segfault.ts';
import { serviceAccountMissing } from './service-account-missing.ts';
import { sidecarBlocks } from './sidecar-blocks.ts';
import { sidecarNotStarted } from './sidecar-not-started.ts';
import { slowPull } from './slow-pull.ts';
import { suspended } from './suspended.ts';
import { timeoutExit } from './timeout-exit.ts';
import { toolMissing } from './tool-missing.ts';
import { unreachedService } from './unreached-service.ts';
import { unschedulableConstraints } from './unschedulable-constraints.ts';
import { unschedulableResources } from './unschedulable-resources.ts';
import { waitBlocked } from './wait-blocked.ts';
import { waitCheckSuspect } from './wait-check-suspect.ts';
import { waitCycle } from './wait-cycle.ts';
import { waitExternal } from './wait-external.ts';
import { waitFile } from './wait-file.ts';
import { waitNoEndpoints } from './wait-no-endpoints.ts';
import { waitObject } from './wait-object.ts';
import { waitSelf } from './wait-self.ts';
import { waitServiceMissing } from './wait-service-missing.ts';
import { waitUnreadable } from './wait-unreadable.ts';
import { waitWithoutEnd } from './wait-without-end.ts';
import { waitWrongPort } from './wait-wrong-port.ts';
import { webhookFailed } from './webhook-failed.ts';
import { webhookInjected } from './webhook-injected.ts';

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
];
