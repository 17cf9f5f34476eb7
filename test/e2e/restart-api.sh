#!/usr/bin/env bash
# Kills the API server of $KUBECONFIG as a crash would, and starts the same again; ends when it is ready. For a cluster whose API
# server is a process of this machine; needs /proc and the rights of that process.
set -euo pipefail

server=$(kubectl config view --minify -o 'jsonpath={.clusters[0].cluster.server}')
port=${server##*:}
port=${port%%/*}

words=()
for process in /proc/[0-9]*; do
  { mapfile -d '' -t words <"$process/cmdline"; } 2>/dev/null || continue
  [[ "${words[*]:0:2}" == *apiserver* && " ${words[*]} " == *" --secure-port"[=\ ]"$port "* ]] && break
  words=()
done
[ ${#words[@]} -gt 0 ] || { echo "no API server with --secure-port $port runs here" >&2; exit 1; }

id=${process#/proc/}
mapfile -d '' -t environment <"$process/environ"
log=$(readlink "$process/fd/1")
cd "$(readlink "$process/cwd")"

kill -9 "$id"
while [ -e "$process" ]; do sleep 0.1; done
setsid env -i "${environment[@]}" "${words[@]}" >>"$log" 2>&1 </dev/null &
# Whoever started it finds it by the file in which its id is kept.
for file in $(grep -lxs "$id" pid/*); do echo $! >"$file"; done
for _ in $(seq 120); do
  kubectl get --raw /readyz >/dev/null 2>&1 && exit
  sleep 0.25
done
echo "the API server was started again, and is not ready after 30 s; see $log" >&2
exit 1
